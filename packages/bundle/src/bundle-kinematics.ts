import { z } from "zod";

const text = z.string("text");
const positive = z.number("a number above 0").positive("a number above 0");
const count = z.int("a whole number above 0").positive("a whole number above 0");

/** Beyond the format's list, as `machineClass` is: what turns inside the machine (domain `MachineKinematics`). Lists may be left out. */
export function bundleKinematics<B extends z.ZodType>(bearing: B) {
  return z.object(
    {
      referenceShaft: text,
      shafts: z
        .array(z.object({ id: text, speedRatio: positive.optional(), ratedSpeedRpm: positive.optional() }, "a shaft"), "a list of shafts")
        .min(1, "at least one shaft")
        .readonly(),
      gearMeshes: z
        .array(z.object({ id: text, drivingShaft: text, drivenShaft: text, drivingTeeth: count, drivenTeeth: count }, "a gear mesh"))
        .readonly()
        .default([]),
      belts: z
        .array(
          z.object(
            {
              id: text,
              drivingShaft: text,
              drivenShaft: text,
              drivingPulleyDiameterMm: positive,
              drivenPulleyDiameterMm: positive,
              lengthMm: positive.optional(),
            },
            "a belt",
          ),
        )
        .readonly()
        .default([]),
      bladedWheels: z
        .array(z.object({ id: text, shaft: text, blades: count }, "a bladed wheel"))
        .readonly()
        .default([]),
      bearings: z
        .array(z.object({ id: text, shaft: text, bearing }, "a bearing on a shaft"))
        .readonly()
        .default([]),
      motor: z.object({ shaft: text, rotorBars: count.optional() }, "the motor's shaft").optional(),
    },
    "referenceShaft and shafts",
  );
}
