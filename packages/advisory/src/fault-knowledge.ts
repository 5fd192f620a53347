import type { FailureMode } from "@phm/domain";

/** What to do about a failure mode, in the order of doing. */
export interface FaultKnowledge {
  readonly actionsEn: readonly string[];
  readonly actionsZh: readonly string[];
}

const REPLACE_EN =
  "Prepare the replacement bearing, seals and lubricant; replace at the planned stop and keep the old bearing for inspection.";
const REPLACE_ZH = "准备替换轴承、密封件和润滑脂；在计划停机时更换，并保留旧轴承以备检查。";

/** The fault knowledge base: maintenance practice per failure mode. Data only; sites will extend it. */
export const FAULT_KNOWLEDGE: Readonly<Record<FailureMode, FaultKnowledge>> = {
  bearing_outer_race: {
    actionsEn: [
      "Confirm with a hand-held reading at the bearing housing, in the load zone.",
      "Check lubricant for metal particles.",
      REPLACE_EN,
    ],
    actionsZh: ["在轴承座承载区用手持仪复测确认。", "检查润滑剂中是否有金属颗粒。", REPLACE_ZH],
  },
  bearing_inner_race: {
    actionsEn: ["Confirm with a second measuring direction; look for sidebands at shaft speed.", "Check the fit on the shaft.", REPLACE_EN],
    actionsZh: ["换一个测量方向复测，查看转频边带。", "检查轴与内圈的配合。", REPLACE_ZH],
  },
  bearing_rolling_element: {
    actionsEn: ["Confirm with a longer record; look for sidebands at cage speed.", "Check lubricant for metal particles.", REPLACE_EN],
    actionsZh: ["用更长的记录复测，查看保持架频率边带。", "检查润滑剂中是否有金属颗粒。", REPLACE_ZH],
  },
  bearing_cage: {
    actionsEn: ["Check lubrication at once: a cage wears when it runs dry.", REPLACE_EN],
    actionsZh: ["立即检查润滑：保持架磨损多因缺油。", REPLACE_ZH],
  },
  bearing_general: {
    actionsEn: ["Check lubrication and temperature of the bearing.", REPLACE_EN],
    actionsZh: ["检查轴承润滑和温度。", REPLACE_ZH],
  },
  imbalance: {
    actionsEn: ["Clean the rotor and check for lost or loose parts.", "Balance in place."],
    actionsZh: ["清洁转子，检查是否有零件脱落或松动。", "进行现场动平衡。"],
  },
  misalignment: {
    actionsEn: ["Check the coupling and soft foot.", "Align the shafts at operating temperature."],
    actionsZh: ["检查联轴器和软脚。", "按工作温度校正对中。"],
  },
  bent_shaft: {
    actionsEn: ["Measure the shaft run-out with a dial gauge.", "Straighten or replace the shaft."],
    actionsZh: ["用百分表测量轴的跳动。", "校直或更换轴。"],
  },
  looseness: {
    actionsEn: ["Check foundation bolts and bearing fits; tighten to the stated torque."],
    actionsZh: ["检查地脚螺栓和轴承配合，按规定力矩紧固。"],
  },
  gear: {
    actionsEn: ["Inspect the teeth through the inspection cover.", "Take an oil sample for particle analysis."],
    actionsZh: ["打开观察盖检查齿面。", "取油样做颗粒分析。"],
  },
  rotor_bar: {
    actionsEn: ["Repeat the current measurement at full load.", "Avoid frequent starts; plan an inspection of the rotor."],
    actionsZh: ["在满载下复测电流。", "避免频繁起动，安排转子检查。"],
  },
  stator_winding: {
    actionsEn: ["Measure winding resistance and insulation of each phase.", "Reduce the load until it is checked."],
    actionsZh: ["测量各相绕组电阻和绝缘。", "检查前降低负载。"],
  },
  eccentricity: {
    actionsEn: ["Check the air gap and the bearing seats."],
    actionsZh: ["检查气隙和轴承座。"],
  },
  supply_unbalance: {
    actionsEn: ["Measure the phase voltages at the terminals; check contacts and fuses."],
    actionsZh: ["测量接线端各相电压，检查触点和熔断器。"],
  },
  cavitation: {
    actionsEn: ["Check suction pressure, strainer and flow against the pump curve."],
    actionsZh: ["对照泵性能曲线检查入口压力、滤网和流量。"],
  },
  sensor_fault: {
    actionsEn: [
      "Check the mounting, cable and connector of the sensor.",
      "Replace the sensor if the waveform does not recover. The machine is not judged by it meanwhile.",
    ],
    actionsZh: ["检查传感器的安装、电缆和接头。", "波形不恢复则更换传感器；在此期间不用它判断机器状态。"],
  },
  degradation_general: {
    actionsEn: [
      "Listen and measure at the machine: lubrication, temperature, noise, fastening.",
      "Take a longer vibration record for diagnosis.",
      "Have a replacement bearing at hand.",
    ],
    actionsZh: ["到现场检查：润滑、温度、异响、紧固。", "采集更长的振动记录用于诊断。", "备好替换轴承。"],
  },
};
