// planted: nothing
// @ts-nocheck
// The word process in a comment, a date that is given and a method of that name are no faults: process.env is one.
export const hann = (consumer: { process(at: Date): void }, atMs: number) => consumer.process(new Date(atMs));
