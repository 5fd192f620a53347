import { setTimeout as sleep } from "node:timers/promises";
import type { Reading, TimeNs } from "@phm/domain";
import Modbus from "modbus-serial";
import type { ModbusConfig } from "../config/edge-file.js";
import { type Place, slowReading } from "../mapping/slow-reading.js";
import type { Source, SourceSession } from "../source/source.js";
import { type Register, type RegisterBlock, registerBlocks, registerValue, wordsOf } from "./register-blocks.js";

type Client = InstanceType<typeof Modbus.default>;

/** Registers of a Modbus TCP server, polled. Modbus has no times: a reading has the time at which its answer came. */
export class ModbusSource implements Source {
  readonly name: string;
  private readonly blocks: readonly RegisterBlock[];

  constructor(
    private readonly place: Place,
    private readonly config: ModbusConfig,
    private readonly nowNs: () => TimeNs,
  ) {
    this.name = config.name;
    this.blocks = registerBlocks(config.registers);
  }

  async run({ sink, signal, connected }: SourceSession): Promise<void> {
    const { host, port, unitId, everyMs, timeoutMs } = this.config;
    const client: Client = new Modbus.default();
    client.on("error", () => undefined);
    client.setTimeout(timeoutMs);
    client.setID(unitId);
    try {
      await client.connectTCP(host, { port, timeout: timeoutMs });
      for (let first = true; !signal.aborted; first = false) {
        const startedMs = performance.now();
        for (const block of this.blocks) await sink.readings(await this.read(client, block));
        if (first) connected();
        await sleep(Math.max(0, everyMs - (performance.now() - startedMs)), undefined, { signal }).catch(() => undefined);
      }
    } finally {
      await new Promise<void>((resolve) => {
        client.destroy(() => resolve());
        if (!client.isOpen) resolve();
      });
    }
  }

  /** A block that the server refuses is read register by register: one that is not there must not hide its neighbours. */
  private async read(client: Client, block: RegisterBlock): Promise<Reading[]> {
    try {
      const words = await this.words(client, block);
      return block.registers.map((register) => this.reading(register, registerValue(register, block.address, words)));
    } catch (error) {
      const exception = exceptionOf(error);
      if (exception === undefined) throw error;
      const [only, ...others] = block.registers;
      if (only && others.length === 0) return [this.reading(only, null, `modbus_exception_${exception}`)];
    }
    const readings: Reading[] = [];
    for (const register of block.registers) readings.push(...(await this.read(client, blockOf(register))));
    return readings;
  }

  private async words(client: Client, { table, address, length }: RegisterBlock): Promise<readonly number[]> {
    const { data } = await (table === "holding"
      ? client.readHoldingRegisters(address, length)
      : client.readInputRegisters(address, length));
    if (data.length !== length) throw new Error(`the server answered ${data.length} registers; it was asked for ${length}`);
    return data;
  }

  private reading(register: Register, raw: number | null, reason?: string): Reading {
    const nowNs = this.nowNs();
    const told = reason === undefined ? {} : { quality: "bad" as const, qualityReason: reason };
    return slowReading(this.place, register, { raw, timeNs: nowNs, ...told }, nowNs);
  }
}

function blockOf(register: Register): RegisterBlock {
  return { table: register.table, address: register.address, length: wordsOf(register), registers: [register] };
}

/** The exception code that the server answered; undefined where it did not answer. */
function exceptionOf(error: unknown): number | undefined {
  const code = (error as { readonly modbusCode?: unknown }).modbusCode;
  return typeof code === "number" ? code : undefined;
}
