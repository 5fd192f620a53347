/** A public data set: what it is and how to get it. Nothing of it is part of this project. */
export interface Dataset {
  readonly name: string;
  readonly title: string;
  readonly contents: string;
  readonly citation: string;
  /** As its publisher states it; ask there before other than research use. */
  readonly licenceAsStated: string;
  /** Who publishes it. */
  readonly organisation: string;
  /** Its page; the download begins there. */
  readonly page: string;
  /** What to fetch from that page by hand. */
  readonly download: string;
  /** The command that makes a bundle of it, where there is an importer. */
  readonly importCommand?: string;
}

const NASA_PAGE = "https://www.nasa.gov/intelligent-systems-division/discovery-and-systems-health/pcoe/pcoe-data-set-repository/";
const NASA = "NASA Prognostics Center of Excellence";

/** Public data sets on bearings, motors and remaining life that the field compares itself on. */
export const datasets: readonly Dataset[] = [
  {
    name: "femto",
    title: "FEMTO-ST PRONOSTIA bearings, IEEE PHM 2012 challenge",
    contents: "17 accelerated bearing lives at three speeds and loads; two accelerometers at 25.6 kHz for 0.1 s each 10 s, temperature.",
    citation:
      "P. Nectoux, R. Gouriveau, K. Medjaher, E. Ramasso, B. Morello, N. Zerhouni, C. Varnier, PRONOSTIA: An Experimental Platform for Bearings Accelerated Life Test, IEEE Int. Conf. on Prognostics and Health Management, Denver, 2012.",
    licenceAsStated: "None stated with the files; cite the paper.",
    organisation: `${NASA}, for FEMTO-ST, Besançon`,
    page: NASA_PAGE,
    download: "The entry “FEMTO Bearing”. Unpack it: Learning_set has the whole lives Bearing1_1 to Bearing3_2.",
    importCommand: "npm run phm -- import femto PATH/Learning_set --out ../femto-bundle",
  },
  {
    name: "ims",
    title: "IMS bearings, University of Cincinnati",
    contents: "Three run-to-failure tests of four bearings on one shaft at 2000 rpm, weeks long; 1 s at 20 kHz mostly each 10 minutes.",
    citation:
      "J. Lee, H. Qiu, G. Yu, J. Lin, Rexnord Technical Services, Bearing Data Set, IMS, University of Cincinnati, NASA Prognostics Data Repository, 2007.",
    licenceAsStated: "None stated with the files; the repository asks for the citation.",
    organisation: `${NASA}, for the Center for Intelligent Maintenance Systems, University of Cincinnati`,
    page: NASA_PAGE,
    download: "The entry “Bearings”. It unpacks to the folders of the three tests.",
  },
  {
    name: "cwru",
    title: "Case Western Reserve University bearing data",
    contents:
      "Single records of a 2 hp motor with bearing faults made by electro-discharge, drive and fan end, at 12 and 48 kHz, and of the sound motor.",
    citation:
      "Case Western Reserve University Bearing Data Center. Benchmark: W. A. Smith, R. B. Randall, Rolling element bearing diagnostics using the Case Western Reserve University data, MSSP 64-65, 2015.",
    licenceAsStated: "None stated; published openly for research.",
    organisation: "Case Western Reserve University, Bearing Data Center",
    page: "https://engineering.case.edu/bearingdatacenter",
    download: "Under “Download a Data File”: the MATLAB files of the tables for normal baseline, drive end and fan end.",
  },
  {
    name: "mfpt",
    title: "MFPT bearing fault data",
    contents:
      "Records of a bearing rig: sound, outer race faults at constant and varied load, inner race faults at varied load, and a few from the field.",
    citation: "E. Bechhoefer, Condition Based Maintenance Fault Database for Testing of Diagnostic and Prognostics Algorithms, MFPT, 2013.",
    licenceAsStated: "CC BY-NC-SA 4.0",
    organisation: "Society for Machinery Failure Prevention Technology",
    page: "https://www.mfpt.org/fault-data-sets/",
    download: "The fault data set archive on that page (MATLAB files).",
  },
  {
    name: "uestc",
    title: "UESTC bearing data",
    contents:
      "Records of an unloaded bearing rig at several speeds, one accelerometer at 20 kHz; sound and with faults. The unit is not stated.",
    citation: "C. Liu et al., A New Target Domain One-Class Learning Bearing Fault Detection Framework, IEEE Sensors Journal, 2025.",
    licenceAsStated: "“Open-source and can be used for any bearing fault detection research”; publications must cite the paper.",
    organisation: "University of Electronic Science and Technology of China",
    page: "https://doi.org/10.1109/JSEN.2025.3635217",
    download: "The repository that the paper names.",
  },
  {
    name: "paderborn",
    title: "Paderborn University bearing data",
    contents:
      "32 bearings, sound, with artificial and with real damage from accelerated life tests; motor current and vibration at 64 kHz.",
    citation:
      "C. Lessmeier, J. K. Kimotho, D. Zimmer, W. Sextro, Condition Monitoring of Bearing Damage in Electromechanical Drive Systems by Using Motor Current Signals of Electric Motors: A Benchmark Data Set for Data-Driven Classification, European Conference of the PHM Society, 2016.",
    licenceAsStated: "CC BY-NC 4.0",
    organisation: "Paderborn University, Chair of Design and Drive Technology (KAt)",
    page: "https://mb.uni-paderborn.de/en/kat/research/kat-datacenter/bearing-datacenter/data-sets-and-download",
    download: "One archive for each bearing code, such as K001 (sound), KA04 (outer race), KI04 (inner race).",
  },
  {
    name: "xjtu-sy",
    title: "XJTU-SY bearings",
    contents: "15 accelerated bearing lives at three speeds and loads; two accelerometers at 25.6 kHz for 1.28 s each minute.",
    citation:
      "B. Wang, Y. Lei, N. Li, N. Li, A Hybrid Prognostics Approach for Estimating Remaining Useful Life of Rolling Element Bearings, IEEE Transactions on Reliability 69(1), 2020.",
    licenceAsStated: "None stated beyond the request to cite the paper.",
    organisation: "Xi'an Jiaotong University and Changxing Sumyoung Technology",
    page: "https://biaowang.tech/xjtu-sy-bearing-datasets/",
    download: "All parts of the archive; it unpacks to one folder for each operating condition, with one for each bearing.",
  },
  {
    name: "cmapss",
    title: "C-MAPSS turbofan engine degradation",
    contents:
      "Simulated engine lives as tables of 21 sensors a flight, in four sets (FD001 to FD004) with test lives cut short. No waveforms.",
    citation:
      "A. Saxena, K. Goebel, D. Simon, N. Eklund, Damage Propagation Modeling for Aircraft Engine Run-to-Failure Simulation, PHM08, 2008.",
    licenceAsStated: "None stated; public data of NASA.",
    organisation: NASA,
    page: NASA_PAGE,
    download: "The entry “Turbofan Engine Degradation Simulation”: train_FD001.txt, test_FD001.txt, RUL_FD001.txt and so on.",
  },
];
