import { IntakeService } from "@phm/contracts";
import { createClient, type ServiceClient } from "@phm/service-kit";

const HOLD_S = 20;
const HOLD_ON_EVERY_MS = 5_000;

/** Keeps the intake of a running suite held until it is released, or this process is gone. */
export class IntakeHold {
  private failure: unknown;

  private constructor(
    private readonly client: ServiceClient<typeof IntakeService>,
    private readonly timer: NodeJS.Timeout,
  ) {}

  /** @param address of ingest's gRPC. @throws ServiceError when it does not answer */
  static async take(address: string): Promise<IntakeHold> {
    const client = createClient(IntakeService, address, { idempotent: true });
    const hold = () => client.call.holdIntake({ seconds: HOLD_S });
    try {
      await hold();
    } catch (error) {
      client.close();
      throw error;
    }
    const timer = setInterval(() => {
      hold().catch((error: unknown) => {
        taken.failure = error;
      });
    }, HOLD_ON_EVERY_MS);
    const taken = new IntakeHold(client, timer);
    return taken;
  }

  /** @throws what kept it from holding on: acquisitions may have passed since */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** True where it was held to the end. */
  async release(): Promise<boolean> {
    clearInterval(this.timer);
    try {
      return (await this.client.call.releaseIntake({})).wasHeld;
    } finally {
      this.client.close();
    }
  }
}
