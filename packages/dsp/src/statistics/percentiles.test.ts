import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, sine, waveforms } from "../../test/signals.js";
import { percentiles } from "./percentiles.js";

describe("percentiles", () => {
  test("they are interpolated between the values in order", () => {
    expect([...percentiles(Float32Array.of(4, 1, 3, 2), [0, 25, 50, 100])]).toEqual([1, 1.75, 2.5, 4]);
  });

  test("a sine spends its time as the arcsine law says", () => {
    const [p10, p75] = percentiles(sine(100_000, 100_000, 1), [10, 75]);
    expectClose(p10 as number, Math.sin(Math.PI * (0.1 - 0.5)), 1e-4);
    expectClose(p75 as number, Math.SQRT1_2, 1e-4);
  });

  test("they rise with the percent, from the least to the greatest sample, in whatever order the samples are", () => {
    fc.assert(
      fc.property(waveforms(1, 300), fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }), (samples, some) => {
        const percents = [0, ...some.sort((a, b) => a - b), 100];
        const values = percentiles(samples, percents);
        for (let i = 1; i < values.length; i++) expect(values[i] as number).toBeGreaterThanOrEqual(values[i - 1] as number);
        expect([values[0], values.at(-1)]).toEqual([Math.min(...samples), Math.max(...samples)]);
        expect(percentiles(samples.slice().reverse(), percents)).toEqual(values);
      }),
    );
  });

  test("the samples stay in their order", () => {
    const samples = Float32Array.of(3, 1, 2);
    percentiles(samples, [50]);
    expect([...samples]).toEqual([3, 1, 2]);
  });

  test.each([-1, 100.5, Number.NaN])("a percent of %p is refused by name", (percent) => {
    const act = () => percentiles(Float32Array.of(1), [50, percent]);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow("percents[1]");
  });
});
