import type { FaultKnowledge } from "@phm/domain";
import { both, coded, part } from "./entry-parts.js";

const REPLACE = both(
  "Prepare the replacement bearing, seals and lubricant; replace at the planned stop and keep the old bearing for inspection.",
  "准备替换轴承、密封件和润滑脂；在计划停机时更换，并保留旧轴承以备检查。",
);
const PARTICLES = both("Check lubricant for metal particles.", "检查润滑剂中是否有金属颗粒。");

const CHECKS_AFTER_REPLACEMENT = [
  both("Fits on shaft and in housing measured, within the drawing's tolerance.", "轴与轴承座配合已测量，符合图纸公差。"),
  both("Radial clearance right, shaft turns freely by hand.", "径向游隙合格，手动盘车灵活。"),
  both("Vibration and temperature at the operating point are those from before the damage.", "运行工况下的振动和温度恢复到损坏前水平。"),
];
const REPLACEMENT_TOOLS = [
  both("Bearing puller and induction heater", "轴承拉拔器和感应加热器"),
  both("Micrometer and bore gauge", "千分尺和内径表"),
  both("Hand-held vibration meter", "手持测振仪"),
];
const REPLACEMENT_PARTS = [
  part("Bearing of the same designation and clearance", "同型号、同游隙轴承"),
  part("Shaft seal", "轴封", 2),
  part("Lubricant", "润滑脂"),
];

const RACE_CAUSES = [
  coded("3.4", "Rolling contact fatigue at the end of the bearing's life.", "轴承寿命末期的滚动接触疲劳。"),
  coded(
    "3.3",
    "Too little, too much or wrong lubricant; dirt let in at the last service.",
    "润滑不足、过量或牌号错误；上次维护时带入污物。",
  ),
  coded("2.2", "Knocks or misalignment at mounting; wrong fit.", "安装时敲击、对中不良或配合不当。"),
  coded("3.1", "More load than it was chosen for: imbalance, misalignment, belt tension.", "载荷超出选型：不平衡、不对中或皮带过紧。"),
];

/** What all bearing modes have in common unless an entry says otherwise. */
const BEARING = {
  reportedAs: "VIB",
  checks: CHECKS_AFTER_REPLACEMENT,
  tools: REPLACEMENT_TOOLS,
  parts: REPLACEMENT_PARTS,
  estimatedHours: 6,
  urgency: "plan",
} as const;

export const BEARING_KNOWLEDGE: readonly FaultKnowledge[] = [
  {
    failureMode: "bearing_outer_race",
    ...BEARING,
    mechanism: coded(
      "2.6",
      "The race spalls in the load zone; each rolling element that passes strikes the edge.",
      "承载区滚道剥落，每个滚动体经过时都会冲击剥落边缘。",
    ),
    causes: [...RACE_CAUSES, coded("5.4", "Current through the bearing (frequency converter) etched the race.", "变频器轴电流电蚀滚道。")],
    confirm: [
      both(
        "Look for lines at BPFO and its harmonics in the envelope spectrum, without sidebands at shaft speed.",
        "在包络谱中查看外圈特征频率及谐波，且无转频边带。",
      ),
      both("Compare both bearings of the shaft: the nearer one is louder.", "比较同轴两端轴承：离故障近的一端更强。"),
    ],
    actions: [
      both("Confirm with a hand-held reading at the bearing housing, in the load zone.", "在轴承座承载区用手持仪复测确认。"),
      PARTICLES,
      REPLACE,
    ],
  },
  {
    failureMode: "bearing_inner_race",
    ...BEARING,
    mechanism: coded(
      "2.6",
      "The turning race spalls; it strikes hardest while the spall is in the load zone, once a turn.",
      "旋转的内圈滚道剥落，每转经过承载区时冲击最强。",
    ),
    causes: [
      ...RACE_CAUSES,
      coded("2.2", "Inner ring creeps on the shaft, or is cracked by too tight a fit.", "内圈在轴上蠕动，或配合过紧导致开裂。"),
    ],
    confirm: [
      both("Look for lines at BPFI with sidebands at shaft speed in the envelope spectrum.", "在包络谱中查看内圈特征频率及转频边带。"),
      both("Repeat at another load: the sidebands follow the load zone.", "改变负载复测：边带随承载区变化。"),
    ],
    actions: [
      both("Confirm with a second measuring direction; look for sidebands at shaft speed.", "换一个测量方向复测，查看转频边带。"),
      both("Check the fit on the shaft.", "检查轴与内圈的配合。"),
      REPLACE,
    ],
  },
  {
    failureMode: "bearing_rolling_element",
    ...BEARING,
    mechanism: coded(
      "2.6",
      "A ball or roller is spalled or dented; it strikes both races in each of its turns.",
      "球或滚子剥落或压痕，每自转一周分别冲击内外滚道。",
    ),
    causes: [...RACE_CAUSES, coded("2.1", "Flaw in the material of a rolling element.", "滚动体材料缺陷。")],
    confirm: [
      both(
        "Look for lines at twice BSF with sidebands at cage speed; take records of more than ten cage turns.",
        "查看两倍滚动体自转频率及保持架频率边带；记录时间应超过十个保持架周期。",
      ),
      both(
        "Repeat several times: the lines come and go as the damaged spot turns away from the races.",
        "多次复测：损伤点偏离滚道时谱线会时有时无。",
      ),
    ],
    actions: [
      both("Confirm with a longer record; look for sidebands at cage speed.", "用更长的记录复测，查看保持架频率边带。"),
      PARTICLES,
      REPLACE,
    ],
  },
  {
    failureMode: "bearing_cage",
    ...BEARING,
    reportedAs: "NOI",
    mechanism: coded(
      "2.5",
      "The cage wears, cracks and at last lets the rolling elements run together; the end comes quickly.",
      "保持架磨损、开裂，最终使滚动体聚集，失效发展很快。",
    ),
    causes: [
      coded("3.3", "The bearing ran dry, or the grease does not suit speed and temperature.", "轴承缺油，或润滑脂不适合转速和温度。"),
      coded("3.1", "Speed beyond the limit, strong vibration at standstill or fast load changes.", "超过极限转速、静止振动或负载急变。"),
      coded("2.2", "Cage bent at mounting; rings out of line.", "安装时保持架变形；内外圈倾斜。"),
    ],
    confirm: [
      both("Look for lines below half of shaft speed (FTF) and their harmonics.", "查看低于半倍转频的保持架频率及谐波。"),
      both("Listen for rattling at run-down; feel for a rising temperature.", "停机惰走时听是否有异响；检查温度是否上升。"),
    ],
    actions: [both("Check lubrication at once: a cage wears when it runs dry.", "立即检查润滑：保持架磨损多因缺油。"), REPLACE],
    urgency: "act_now",
  },
  {
    failureMode: "bearing_general",
    ...BEARING,
    mechanism: coded(
      "2.4",
      "Races and rolling elements wear; noise rises over a wide band before single lines stand out, and again at the very end.",
      "滚道和滚动体磨损，宽带噪声升高，单独谱线尚未突出，寿命末期亦如此。",
    ),
    causes: [
      coded("3.3", "Lubrication: too little, aged, or mixed grease.", "润滑问题：不足、老化或混用油脂。"),
      coded("3.4", "Wear at the end of the bearing's life.", "寿命末期磨损。"),
      coded("3.1", "Dust or water got past the seal.", "粉尘或水分侵入密封。"),
    ],
    confirm: [
      both("Compare high-frequency level and temperature with those of the same bearing when new.", "将高频振动水平和温度与新装时对比。"),
      both(
        "Grease in small amounts while measuring: a level that falls and stays says lubrication, one that returns says damage.",
        "边测边少量补脂：水平下降并保持为润滑问题，回升为损伤。",
      ),
    ],
    actions: [both("Check lubrication and temperature of the bearing.", "检查轴承润滑和温度。"), REPLACE],
  },
  {
    failureMode: "degradation_general",
    ...BEARING,
    reportedAs: "PDE",
    mechanism: coded(
      "6.4",
      "The machine is louder than when it was quiet, and no line yet says why.",
      "设备振动高于平稳期，但尚无谱线说明原因。",
    ),
    causes: [
      coded("5.6", "Not known yet; mostly a bearing, lubrication or fastening.", "尚不明确，多为轴承、润滑或紧固问题。"),
      coded("3.4", "Wear that is spread over several parts.", "多个部件的综合磨损。"),
    ],
    confirm: [
      both("Rule out a change of speed, load or product before looking for damage.", "先排除转速、负载或工艺变化。"),
      both("Repeat in all three directions at each bearing and find the loudest place.", "在各轴承三个方向复测，找出最强位置。"),
    ],
    actions: [
      both("Listen and measure at the machine: lubrication, temperature, noise, fastening.", "到现场检查：润滑、温度、异响、紧固。"),
      both("Take a longer vibration record for diagnosis.", "采集更长的振动记录用于诊断。"),
      both("Have a replacement bearing at hand.", "备好替换轴承。"),
    ],
    checks: [both("The cause is found and written down, or the level is back where it was.", "已找到并记录原因，或振动水平已恢复。")],
    tools: [both("Hand-held vibration meter", "手持测振仪"), both("Infrared thermometer", "红外测温仪"), both("Stethoscope", "听诊器")],
    parts: [part("Bearing of the same designation", "同型号轴承")],
    estimatedHours: 2,
  },
];
