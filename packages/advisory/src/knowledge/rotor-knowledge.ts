import type { FaultKnowledge } from "@phm/domain";
import { both, coded, part } from "./entry-parts.js";

const VIBRATION_METER = both("Vibration analyser with phase reference", "带相位基准的振动分析仪");

export const ROTOR_KNOWLEDGE: readonly FaultKnowledge[] = [
  {
    failureMode: "imbalance",
    reportedAs: "VIB",
    mechanism: coded(
      "1.2",
      "The centre of mass does not lie on the axis: a force turns with the rotor and grows with the square of speed.",
      "质心偏离轴线，离心力随转子旋转并与转速平方成正比。",
    ),
    causes: [
      coded("5.4", "Deposits or wear on the rotor or impeller.", "转子或叶轮结垢、磨损。"),
      coded("3.3", "A part or balance weight lost, or not put back after service.", "零件或平衡块脱落，或检修后未复位。"),
      coded("2.1", "Left over from manufacture or repair.", "制造或维修遗留。"),
    ],
    confirm: [
      both(
        "Line at shaft speed in the radial directions, small axially, with 90° between horizontal and vertical.",
        "径向一倍频突出、轴向小，水平与垂直相位差约 90°。",
      ),
      both("Amplitude grows with the square of speed at run-up, and the phase stays.", "升速时幅值与转速平方成正比，相位稳定。"),
    ],
    actions: [
      both("Clean the rotor and check for lost or loose parts.", "清洁转子，检查是否有零件脱落或松动。"),
      both("Balance in place.", "进行现场动平衡。"),
    ],
    checks: [both("Residual imbalance within the grade of the machine (ISO 21940-11).", "剩余不平衡量符合设备平衡等级（ISO 21940-11）。")],
    tools: [VIBRATION_METER, both("Balancing instrument and trial weights", "动平衡仪和试重")],
    parts: [part("Balance weights", "平衡块", 4)],
    estimatedHours: 4,
    urgency: "plan",
  },
  {
    failureMode: "misalignment",
    reportedAs: "VIB",
    mechanism: coded(
      "1.3",
      "The axes of two coupled shafts are offset or at an angle: coupling and bearings carry a force in each turn.",
      "两联轴轴线存在偏移或夹角，联轴器和轴承每转承受附加力。",
    ),
    causes: [
      coded("2.2", "Not aligned at installation, or aligned cold for a machine that grows warm.", "安装未对中，或冷态对中未考虑热膨胀。"),
      coded("3.3", "Soft foot, or feet not tightened evenly after service.", "软脚，或检修后地脚紧固不均。"),
      coded("5.4", "Pipe strain or a sinking foundation.", "管道应力或基础沉降。"),
    ],
    confirm: [
      both(
        "Compare with the machine's own baseline at the same load: twice shaft speed and axial vibration have risen.",
        "与同负载下的基线对比：二倍频和轴向振动上升。",
      ),
      both("Phase across the coupling: 180° axially or radially.", "联轴器两侧相位差 180°（轴向或径向）。"),
      both("Measure the alignment; a single record cannot tell it from a bent shaft.", "实测对中；单次记录无法与轴弯曲区分。"),
    ],
    actions: [
      both("Check the coupling and soft foot.", "检查联轴器和软脚。"),
      both("Align the shafts at operating temperature.", "按工作温度校正对中。"),
    ],
    checks: [
      both(
        "Offset and angle within the coupling's limits, hot; no soft foot above 0.05 mm.",
        "热态偏移和角度在联轴器允许范围内；软脚不超过 0.05 mm。",
      ),
    ],
    tools: [both("Laser alignment system or dial gauges", "激光对中仪或百分表"), both("Shims and torque wrench", "垫片和力矩扳手")],
    parts: [part("Coupling element", "联轴器弹性元件")],
    estimatedHours: 5,
    urgency: "plan",
  },
  {
    failureMode: "bent_shaft",
    reportedAs: "VIB",
    mechanism: coded(
      "1.4",
      "The shaft has a permanent bow: its middle runs eccentrically and its ends nod.",
      "轴永久弯曲：中部偏心，轴端摆动。",
    ),
    causes: [
      coded("3.2", "Rub, overload or blockage that heated or overstressed it.", "摩擦、过载或堵转造成受热或过应力。"),
      coded("3.3", "Dropped or laid down wrongly at repair; hot standstill without turning.", "检修时跌落或放置不当；热态停机未盘车。"),
      coded("2.1", "Stress left in the material.", "材料残余应力。"),
    ],
    confirm: [
      both("Run-out by dial gauge at slow turning, in several places along the shaft.", "慢速盘车，用百分表沿轴多处测量跳动。"),
      both("Axial phase of the two bearings of one shaft: 180°.", "同轴两端轴承轴向相位差 180°。"),
    ],
    actions: [
      both("Measure the shaft run-out with a dial gauge.", "用百分表测量轴的跳动。"),
      both("Straighten or replace the shaft.", "校直或更换轴。"),
    ],
    checks: [both("Run-out within the drawing's tolerance; rotor balanced afterwards.", "跳动符合图纸公差；之后完成动平衡。")],
    tools: [both("Dial gauge with magnetic base", "磁座百分表"), both("Lifting gear", "起重设备")],
    parts: [part("Shaft", "轴"), part("Bearings of the shaft", "轴两端轴承", 2)],
    estimatedHours: 16,
    urgency: "plan",
  },
  {
    failureMode: "looseness",
    reportedAs: "VIB",
    mechanism: coded(
      "1.5",
      "A joint opens and closes in each turn: many harmonics of shaft speed, also halves.",
      "连接处每转开合，产生多阶转频谐波，可含半阶。",
    ),
    causes: [
      coded("3.3", "Bolts not tightened, or not tightened again after settling.", "螺栓未紧固，或沉降后未复紧。"),
      coded("3.4", "Worn bearing seat, cracked grout or base.", "轴承座磨损，灌浆或底座开裂。"),
      coded("2.2", "Wrong fit between bearing and housing or shaft.", "轴承与座或轴配合不当。"),
    ],
    confirm: [
      both(
        "Compare vibration on both sides of each joint, from machine foot to foundation.",
        "从机脚到基础，逐一比较每个连接面两侧的振动。",
      ),
      both("Level changes when a bolt is carefully tightened.", "小心紧固某一螺栓时振动变化。"),
    ],
    actions: [both("Check foundation bolts and bearing fits; tighten to the stated torque.", "检查地脚螺栓和轴承配合，按规定力矩紧固。")],
    checks: [
      both("All bolts at their torque and marked; no difference across the joints.", "所有螺栓达到规定力矩并做标记；连接面两侧无差异。"),
    ],
    tools: [both("Torque wrench", "力矩扳手"), both("Feeler gauge", "塞尺"), VIBRATION_METER],
    parts: [part("Bolts and locking washers", "螺栓和防松垫圈", 4)],
    estimatedHours: 2,
    urgency: "plan",
  },
];
