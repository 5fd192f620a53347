import type { FaultKnowledge } from "@phm/domain";
import { both, coded, part } from "./entry-parts.js";

const CLAMP = both("Current clamp or power analyser", "电流钳或功率分析仪");
const INSULATION_TESTER = both("Insulation tester and micro-ohmmeter", "绝缘电阻测试仪和微欧计");
const LOCKED = both("Isolated, locked out and proven dead before terminals are touched.", "接触端子前已断电、挂牌上锁并验电。");

export const ELECTRICAL_KNOWLEDGE: readonly FaultKnowledge[] = [
  {
    failureMode: "rotor_bar",
    reportedAs: "VIB",
    mechanism: coded(
      "2.6",
      "Bars or end rings crack; current crowds into the neighbours, which crack next, and torque pulses at twice slip frequency.",
      "导条或端环开裂，电流集中到相邻导条并继续开裂，转矩以两倍滑差频率脉动。",
    ),
    causes: [
      coded("3.2", "Frequent or long starts under load.", "频繁或重载长时间起动。"),
      coded("2.1", "Poor joints between bars and end ring, or voids in the casting.", "导条与端环焊接不良或铸造气孔。"),
      coded("3.1", "Pulsating load, such as compressors and crushers.", "脉动负载，如压缩机、破碎机。"),
    ],
    confirm: [
      both(
        "Current spectrum at more than half load: sidebands at (1 ± 2 × slip) × line frequency above −45 dB.",
        "负载超过一半时的电流频谱：(1 ± 2s) 倍工频边带高于 −45 dB。",
      ),
      both("Rule out a pulsating load of the same frequency.", "排除同频率的脉动负载。"),
    ],
    actions: [
      both("Repeat the current measurement at full load.", "在满载下复测电流。"),
      both("Avoid frequent starts; plan an inspection of the rotor.", "避免频繁起动，安排转子检查。"),
    ],
    checks: [both("Growler or single-phase test of the rotor without findings.", "转子短路侦察器或单相试验无异常。"), LOCKED],
    tools: [CLAMP, both("Growler", "短路侦察器")],
    parts: [part("Spare motor or rotor", "备用电机或转子")],
    estimatedHours: 12,
    urgency: "plan",
  },
  {
    failureMode: "stator_winding",
    reportedAs: "OHE",
    mechanism: coded(
      "4.1",
      "Insulation between turns breaks down; the shorted turns heat, and the damage spreads to phase and earth.",
      "匝间绝缘击穿，短路匝发热并扩展为相间或对地故障。",
    ),
    causes: [
      coded("3.1", "Overload, blocked cooling or too high ambient temperature.", "过载、冷却受阻或环境温度过高。"),
      coded("5.4", "Voltage peaks of a frequency converter or of switching.", "变频器或操作过电压。"),
      coded("3.4", "Ageing of the insulation; moisture, oil or dust.", "绝缘老化；受潮、油污或粉尘。"),
    ],
    confirm: [
      both(
        "Negative-sequence current over positive-sequence, with the supply's own unbalance taken off.",
        "扣除电源自身不平衡后的负序与正序电流之比。",
      ),
      both(
        "Winding resistance of the phases, corrected for temperature; surge comparison test.",
        "各相绕组电阻（换算温度）；匝间冲击对比试验。",
      ),
    ],
    actions: [
      both("Measure winding resistance and insulation of each phase.", "测量各相绕组电阻和绝缘。"),
      both("Reduce the load until it is checked.", "检查前降低负载。"),
    ],
    checks: [
      both(
        "Phase resistances within 2 % of each other; insulation as IEC 60034-27-4 asks.",
        "各相电阻偏差不超过 2 %；绝缘符合 IEC 60034-27-4。",
      ),
      LOCKED,
    ],
    tools: [INSULATION_TESTER, CLAMP, both("Surge tester", "匝间冲击测试仪")],
    parts: [part("Spare motor", "备用电机")],
    estimatedHours: 8,
    urgency: "act_now",
  },
  {
    failureMode: "eccentricity",
    reportedAs: "VIB",
    mechanism: coded(
      "1.3",
      "The air gap is not even: the magnetic pull is one-sided, standing or turning with the rotor.",
      "气隙不均，磁拉力偏向一侧，静止或随转子旋转。",
    ),
    causes: [
      coded("3.4", "Worn bearings or bearing seats.", "轴承或轴承室磨损。"),
      coded("2.2", "End shields or stator not centred at assembly; twisted feet.", "装配时端盖或定子不同心；机座扭曲。"),
      coded("2.1", "Rotor turned out of round.", "转子外圆不圆。"),
    ],
    confirm: [
      both("Vibration at twice line frequency vanishes at once when the supply is cut.", "断电瞬间两倍工频振动立即消失。"),
      both("Current lines at line frequency ± shaft speed.", "电流谱中出现工频 ± 转频谱线。"),
    ],
    actions: [both("Check the air gap and the bearing seats.", "检查气隙和轴承座。")],
    checks: [
      both(
        "Air gap at four places within 10 % of the mean, in four rotor positions.",
        "四个位置、四个转子角度的气隙与平均值偏差不超过 10 %。",
      ),
      LOCKED,
    ],
    tools: [both("Long feeler gauges", "长塞尺"), CLAMP],
    parts: [part("Motor bearings", "电机轴承", 2)],
    estimatedHours: 8,
    urgency: "plan",
  },
  {
    failureMode: "supply_unbalance",
    reportedAs: "PDE",
    mechanism: coded(
      "4.4",
      "Phase voltages differ; a few per cent in voltage become many in current and heat the motor.",
      "相电压不平衡；几个百分点的电压差会引起大得多的电流差并使电机发热。",
    ),
    causes: [
      coded(
        "5.4",
        "Unequal single-phase loads, a blown fuse of a capacitor bank, a weak contact upstream.",
        "单相负荷不均、电容器熔丝熔断或上游接触不良。",
      ),
      coded("3.3", "Loose or burnt terminal, worn contactor.", "端子松动、烧蚀或接触器磨损。"),
    ],
    confirm: [
      both(
        "Measure the three voltages at the motor terminals under load; compare with the other machines of the same feeder.",
        "带载测量电机端三相电压，并与同一馈线的其他设备比较。",
      ),
      both("Thermal image of terminals, contactor and fuses.", "对端子、接触器和熔断器做热成像。"),
    ],
    actions: [both("Measure the phase voltages at the terminals; check contacts and fuses.", "测量接线端各相电压，检查触点和熔断器。")],
    checks: [
      both("Voltage unbalance below 1 %, else the motor is derated (IEC 60034-26).", "电压不平衡低于 1 %，否则电机降容（IEC 60034-26）。"),
      LOCKED,
    ],
    tools: [both("Multimeter of category III or IV", "CAT III/IV 万用表"), both("Thermal camera", "热像仪")],
    parts: [part("Fuses", "熔断器", 3), part("Contactor", "接触器")],
    estimatedHours: 2,
    urgency: "plan",
  },
];
