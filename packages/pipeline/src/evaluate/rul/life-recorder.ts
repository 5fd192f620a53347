import type { LifeBlock, TimeNs } from "@phm/domain";
import type { Life } from "@phm/prognostics";
import type { Assessment } from "../../assess.js";
import type { AssessmentState } from "../../assessment-state.js";
import { closedBlock } from "../../learn/closed-block.js";
import { momentsOfBlocks } from "../../learn/moments-of-blocks.js";

/** Turns the steps of one machine, in time order, into a life for training: what predict keeps of it, but with every block. */
export class LifeRecorder {
  private readonly blocks: LifeBlock[] = [];

  observe(before: AssessmentState, after: AssessmentState, assessment: Assessment): void {
    const block = closedBlock(before, after, assessment);
    if (block) this.blocks.push(block);
  }

  /** @param endNs when the machine failed; moments at or after it do not count */
  life(id: string, endNs: TimeNs): Life {
    return { id, moments: momentsOfBlocks(this.blocks, endNs) };
  }
}
