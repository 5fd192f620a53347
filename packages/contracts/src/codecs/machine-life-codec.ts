import { create } from "@bufbuild/protobuf";
import { InvalidValue, type LifeBlock, type LifeLabel, type MachineLife } from "@phm/domain";
import * as wire from "../gen/phm/training/v1/training_pb.js";
import { assetRefFromWire, assetRefToWire, timeScaleCodec } from "./asset-codec.js";
import { present } from "./optional-fields.js";
import { modeOrNoneFromWire, modeOrNoneToWire } from "./verdict-codec.js";

/** Columns of at least one block. @throws InvalidValue when the blocks do not all have the same indicators */
function blocksToWire(blocks: readonly LifeBlock[]): wire.LifeBlocks {
  const names = Object.keys(blocks[0]?.indicators ?? {});
  return create(wire.LifeBlocksSchema, {
    timesNs: blocks.map(({ timeNs }) => timeNs),
    blockS: blocks.map(({ blockS }) => blockS),
    blocks: blocks.map(({ blocks: count }) => count),
    onset: blocks.map(({ onset }) => onset),
    indicators: names.map((name) => ({ name, values: blocks.map(({ indicators }) => indicatorOf(indicators, name)) })),
  });
}

function indicatorOf(indicators: LifeBlock["indicators"], name: string): number {
  const value = indicators[name];
  if (value === undefined) throw new InvalidValue(`blocks.indicators.${name}`, value, "given for every block of a life");
  return value;
}

function blocksFromWire(message: wire.LifeBlocks | undefined): LifeBlock[] {
  if (!message || message.timesNs.length === 0) throw new InvalidValue("blocks", 0, "at least one");
  const { timesNs, blockS, blocks, onset, indicators } = message;
  const columns = { blockS, blocks, onset, ...Object.fromEntries(indicators.map(({ name, values }) => [`indicators.${name}`, values])) };
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== timesNs.length) throw new InvalidValue(`blocks.${name}`, column.length, `${timesNs.length} values, one a block`);
  }
  return timesNs.map((timeNs, i) => ({
    timeNs,
    blockS: blockS[i] as number,
    blocks: blocks[i] as number,
    onset: onset[i] as boolean,
    indicators: Object.fromEntries(indicators.map(({ name, values }) => [name, values[i] as number])),
  }));
}

function labelToWire({ failureMode, ...label }: LifeLabel): wire.LifeLabel {
  return create(wire.LifeLabelSchema, { ...label, failureMode: modeOrNoneToWire(failureMode) });
}

function labelFromWire({ verdictId, endNs, censored, closedNs, failureMode }: wire.LifeLabel): LifeLabel {
  const found = { failureMode: modeOrNoneFromWire(failureMode, "label.failureMode") };
  return { verdictId, endNs, censored, closedNs, ...present(found) };
}

export function machineLifeToWire({ ref, timeScale, blocks, label, ...life }: MachineLife): wire.MachineLife {
  return create(wire.MachineLifeSchema, {
    ...life,
    ref: assetRefToWire(ref),
    timeScale: timeScaleCodec.toWire(timeScale),
    blocks: blocksToWire(blocks),
    ...present({ label: label && labelToWire(label) }),
  });
}

/** @throws InvalidValue naming the field that cannot be read, such as a column of another length */
export function machineLifeFromWire(message: wire.MachineLife): MachineLife {
  const { id, ref, kind, timeScale, featureSet, modelVersion, blocks, label } = message;
  return {
    ...{ id, kind, featureSet, modelVersion },
    ref: assetRefFromWire(ref),
    timeScale: timeScaleCodec.fromWire(timeScale, "timeScale"),
    blocks: blocksFromWire(blocks),
    ...present({ label: label && labelFromWire(label) }),
  };
}
