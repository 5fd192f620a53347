import type { BearingGeometry, BearingOrders, BearingRating } from "@phm/domain";

/** A bearing whose inside somebody has published, with the source. */
export interface PublishedBearing {
  readonly designation: string;
  readonly maker: string;
  readonly geometry?: BearingGeometry;
  /** As published, where they are; else they follow from the geometry. */
  readonly orders?: BearingOrders;
  /** Only where the source states it. */
  readonly rating?: BearingRating;
  readonly source: string;
}

const CWRU = "Case Western Reserve University Bearing Data Center, bearing information";
const HUST =
  "Thuan, Hong: HUST bearing, BMC Research Notes 16:138 (2023): ball count and diameter; pitch diameter not stated there, taken as the mean of bore and outside diameter";
const SEOUL =
  "Data paper of the University of Seoul data set on compound faults (deep groove, cylindrical and tapered roller bearings), table 2";
const FERRARA =
  "Arpa et al. (2024), SKF 1205 ETN9 run-to-failure data of the University of Ferrara, table 2; pitch diameter from the race radii";

const geometry = (balls: number, ballDiameterMm: number, pitchDiameterMm: number, contactAngleDeg = 0): BearingGeometry => ({
  ballDiameterMm,
  pitchDiameterMm,
  balls,
  contactAngleDeg,
});

/**
 * Bearings of data sets and papers. Where several makers' bearings of one designation are published, the catalogue takes the first and
 * the others show how far makers differ.
 */
export const PUBLISHED_BEARINGS: readonly PublishedBearing[] = [
  {
    designation: "6203",
    maker: "SKF",
    geometry: geometry(8, 6.746, 28.5),
    orders: { bpfo: 3.053, bpfi: 4.9469, bsf: 1.9937, ftf: 0.3817 },
    source: CWRU,
  },
  {
    designation: "6203",
    maker: "several",
    geometry: geometry(8, 6.75, 28.55),
    source: "Lessmeier et al., Condition monitoring of bearing damage in electromechanical drive systems, PHM Society Europe (2016)",
  },
  {
    designation: "6203",
    maker: "NSK, FAFNIR",
    geometry: geometry(8, 6.77, 28.5),
    source: "Sehri et al., University of Ottawa rolling-element dataset, Data in Brief (2023), table 2",
  },
  { designation: "6204", maker: "not stated", geometry: geometry(8, 7.94, 34.57), source: SEOUL },
  { designation: "6204", maker: "KG", geometry: geometry(8, 7.6, 33.5), source: HUST },
  {
    designation: "6205",
    maker: "SKF",
    geometry: geometry(9, 7.94, 39.04),
    orders: { bpfo: 3.5848, bpfi: 5.4152, bsf: 2.35675, ftf: 0.39828 },
    source: CWRU,
  },
  {
    designation: "6205",
    maker: "NSK",
    geometry: geometry(9, 7.9, 38.5),
    source: "Jung et al. (2023), data set of KAIST on varying speed, table 1",
  },
  { designation: "6205", maker: "KG", geometry: geometry(9, 7.8, 38.5), source: HUST },
  { designation: "6206", maker: "KG", geometry: geometry(9, 9, 46), source: HUST },
  { designation: "6207", maker: "KG", geometry: geometry(9, 11, 53.5), source: HUST },
  { designation: "6208", maker: "KG", geometry: geometry(9, 12, 60), source: HUST },
  {
    designation: "6804",
    maker: "not stated",
    geometry: geometry(13, 3.5, 25.6),
    rating: { dynamicLoadRatingKn: 4, fatigueExponent: 3 },
    source: "IEEE PHM 2012 challenge document (PRONOSTIA), appendix A.1: bore 20 mm, outside diameter 32 mm",
  },
  {
    designation: "61806",
    maker: "not stated",
    geometry: geometry(19, 3.18, 35.5),
    source: "Paderborn University run-to-failure bearing data, document, table 1",
  },
  {
    designation: "UER204",
    maker: "LDK",
    geometry: geometry(8, 7.92, 34.55),
    rating: { dynamicLoadRatingKn: 12.82, fatigueExponent: 3 },
    source: "Wang, Lei et al., XJTU-SY bearing datasets, tutorial, table 1",
  },
  {
    designation: "ER10K",
    maker: "MB",
    geometry: geometry(8, 7.9375, 33.5026),
    source: "SpectraQuest machinery fault simulator: 8 balls of 0.3125 in on 1.319 in",
  },
  {
    designation: "ER16K",
    maker: "MB",
    geometry: geometry(9, 7.94, 38.52),
    source: "Huang, Baddour, Bearing vibration data under time-varying rotational speed, Data in Brief 21 (2018)",
  },
  {
    designation: "ER16K",
    maker: "MB",
    geometry: geometry(9, 7.9375, 38.5),
    source: "Forbes, Curtin University, data set on inner and outer race faults (2012)",
  },
  {
    designation: "NICE",
    maker: "NICE",
    geometry: geometry(8, 5.969, 31.623),
    source: "Bechhoefer, MFPT condition based maintenance fault database: 8 elements of 0.235 in on 1.245 in",
  },
  {
    designation: "ZA2115",
    maker: "Rexnord",
    geometry: geometry(16, 8.4074, 71.501, 15.17),
    source: "Qiu et al., Journal of Sound and Vibration 289 (2006): 16 rollers a row, 0.331 in on 2.815 in",
  },
  { designation: "1205", maker: "SKF", geometry: geometry(12, 7.12, 38.09, 10.2), source: FERRARA },
  { designation: "N204", maker: "not stated", geometry: geometry(11, 7.5, 34), source: SEOUL },
  { designation: "NJ204", maker: "not stated", geometry: geometry(11, 7.5, 34), source: SEOUL },
  {
    designation: "NU2205",
    maker: "FAG",
    geometry: geometry(13, 7.5, 39),
    source: "Report of the Lenze-MB motor bearing data set: 13 rollers, races of 31.5 and 46.5 mm",
  },
  { designation: "30204", maker: "not stated", geometry: geometry(15, 6.2, 35.8, 12.6), source: SEOUL },
  {
    designation: "QJ212",
    maker: "FAG",
    geometry: geometry(15, 15.87, 85.15, 35),
    source: "Ismail et al. (2023), table 1; contact angle not stated there, 35° is the type's and meets the published orders",
  },
  {
    designation: "22228",
    maker: "SKF",
    orders: { bpfo: 8.212, bpfi: 10.788, bsf: 3.564, ftf: 0.432 },
    source: "Vibroguard, pages on BPFO, BSF and FTF, example at 1500 rpm (205.3, 89.1, 10.8 Hz); bpfi from the count of 19 that these give",
  },
];
