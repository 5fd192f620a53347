import type { FaultKnowledge } from "@phm/domain";
import { both, coded, part } from "./entry-parts.js";

/** Gear, process and sensors. */
export const FURTHER_KNOWLEDGE: readonly FaultKnowledge[] = [
  {
    failureMode: "gear",
    reportedAs: "NOI",
    mechanism: coded(
      "2.4",
      "Tooth flanks wear, pit or crack: the mesh is modulated once a turn of the damaged wheel.",
      "齿面磨损、点蚀或裂纹，啮合频率被损坏齿轮的转频调制。",
    ),
    causes: [
      coded("3.3", "Oil level, viscosity or cleanliness wrong.", "油位、黏度或清洁度不当。"),
      coded("3.1", "Shock loads or overload.", "冲击或过载。"),
      coded("2.2", "Wheels not aligned; backlash wrong.", "齿轮未对中；侧隙不当。"),
    ],
    confirm: [
      both("Sidebands around the mesh frequency tell by their distance which wheel it is.", "啮合频率边带间距指示是哪个齿轮。"),
      both("Oil sample: particle count, size and shape.", "油样：颗粒数量、尺寸和形状。"),
    ],
    actions: [
      both("Inspect the teeth through the inspection cover.", "打开观察盖检查齿面。"),
      both("Take an oil sample for particle analysis.", "取油样做颗粒分析。"),
    ],
    checks: [
      both(
        "Contact pattern and backlash as the maker states; oil changed and filter clean.",
        "接触斑点和侧隙符合厂家要求；已换油并清洁滤芯。",
      ),
    ],
    tools: [both("Endoscope", "内窥镜"), both("Oil sampling kit", "油样采集套件"), both("Marking paste", "涂色剂")],
    parts: [part("Gear wheel pair", "齿轮副"), part("Gear oil", "齿轮油"), part("Oil filter", "油滤芯")],
    estimatedHours: 12,
    urgency: "plan",
  },
  {
    failureMode: "cavitation",
    reportedAs: "LOO",
    mechanism: coded(
      "2.1",
      "Vapour bubbles form at the suction side and collapse on the impeller: broad noise, and pitting.",
      "入口侧产生汽泡并在叶轮上溃灭，造成宽带噪声和点蚀。",
    ),
    causes: [
      coded(
        "3.1",
        "Suction pressure too low, liquid too warm, or flow far from the best point.",
        "入口压力过低、介质温度过高或流量偏离最佳工况。",
      ),
      coded("3.3", "Strainer blocked, valve not fully open, air drawn in.", "滤网堵塞、阀门未全开或吸入空气。"),
      coded("1.1", "Pump chosen with too little margin of suction head.", "选型时汽蚀余量不足。"),
    ],
    confirm: [
      both("Throttle the discharge a little: the noise falls when the flow does.", "稍关出口阀：流量减小时噪声下降。"),
      both("Compare the available suction head with what the pump needs at this flow.", "比较该流量下装置汽蚀余量与泵必需汽蚀余量。"),
    ],
    actions: [both("Check suction pressure, strainer and flow against the pump curve.", "对照泵性能曲线检查入口压力、滤网和流量。")],
    checks: [
      both(
        "Suction head above the pump's need by the plant's margin; noise floor back where it was.",
        "装置汽蚀余量满足裕量要求；噪声底恢复。",
      ),
    ],
    tools: [both("Pressure gauges", "压力表"), both("Ultrasonic flow meter", "超声波流量计")],
    parts: [part("Strainer", "滤网")],
    estimatedHours: 3,
    urgency: "plan",
  },
  {
    failureMode: "sensor_fault",
    reportedAs: "AIR",
    mechanism: coded(
      "3.3",
      "What the sensor says is not what the machine does: clipped, flat, interrupted or drifting.",
      "传感器读数与设备状态不符：削波、平线、中断或漂移。",
    ),
    causes: [
      coded("3.3", "Loose mounting, kinked cable, wet connector.", "安装松动、电缆弯折或接头进水。"),
      coded("3.4", "Sensor aged or overloaded by shocks.", "传感器老化或受冲击过载。"),
      coded("2.2", "Range or supply of the sensor does not fit the input.", "传感器量程或供电与采集通道不匹配。"),
    ],
    confirm: [
      both("Tap beside the sensor and look for the answer in the waveform.", "轻敲传感器旁边，观察波形是否有响应。"),
      both("Swap cable or channel: a fault that moves along is not the sensor's.", "交换电缆或通道：故障随之移动则不是传感器本身。"),
    ],
    actions: [
      both("Check the mounting, cable and connector of the sensor.", "检查传感器的安装、电缆和接头。"),
      both(
        "Replace the sensor if the waveform does not recover. The machine is not judged by it meanwhile.",
        "波形不恢复则更换传感器；在此期间不用它判断机器状态。",
      ),
    ],
    checks: [both("Waveform symmetric about zero, not clipped, of the usual level.", "波形关于零对称、无削波、水平正常。")],
    tools: [both("Multimeter", "万用表"), both("Calibration shaker", "校准激振器")],
    parts: [part("Sensor of the same type", "同型号传感器"), part("Sensor cable", "传感器电缆")],
    estimatedHours: 1,
    urgency: "plan",
  },
];
