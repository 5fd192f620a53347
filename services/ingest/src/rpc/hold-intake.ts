import { IntakeService } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { defineService, type GrpcService, type Logger } from "@phm/service-kit";
import type { IntakeGate } from "../intake/intake-gate.js";

const MAX_HOLD_S = 30;
const MS_PER_S = 1_000;

/** What a backup asks of ingest. */
export function intakeService({ gate, logger }: { readonly gate: IntakeGate; readonly logger: Logger }): GrpcService {
  return defineService(IntakeService, {
    holdIntake: ({ seconds }) => {
      if (seconds < 1 || seconds > MAX_HOLD_S) throw new InvalidValue("seconds", seconds, `1 to ${MAX_HOLD_S}`);
      logger.info({ seconds }, "the intake is held");
      gate.hold(seconds * MS_PER_S);
      return {};
    },
    releaseIntake: () => {
      const wasHeld = gate.release();
      logger.info({ wasHeld }, "the intake is released");
      return { wasHeld };
    },
  });
}
