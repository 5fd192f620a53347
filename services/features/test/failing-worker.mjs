// A worker that can be told to end its thread, which the real one never does of itself.
export default function run({ name, input }) {
  if (input.point === "end-the-thread") process.exit(1);
  return { result: { name, point: input.point } };
}
