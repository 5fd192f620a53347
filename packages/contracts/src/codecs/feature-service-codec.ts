import * as wire from "../gen/phm/features/v1/features_pb.js";
import { enumCodec } from "./enum-codec.js";

/** The words of the feature service's requests and answers. */
export const resolutionCodec = enumCodec<"raw" | "hour" | "day" | "auto", wire.Resolution>({
  raw: wire.Resolution.RAW,
  hour: wire.Resolution.HOUR,
  day: wire.Resolution.DAY,
  auto: wire.Resolution.AUTO,
});

export const keepReasonCodec = enumCodec<"schedule" | "change", wire.KeepReason>({
  schedule: wire.KeepReason.SCHEDULE,
  change: wire.KeepReason.CHANGE,
});

export const featureScopeCodec = enumCodec<"channel" | "across_channels", wire.FeatureScope>({
  channel: wire.FeatureScope.CHANNEL,
  across_channels: wire.FeatureScope.ACROSS_CHANNELS,
});

export const analysisKindCodec = enumCodec<
  "amplitude" | "psd" | "envelope" | "whitened_envelope" | "cepstrum" | "order",
  wire.AnalysisKind
>({
  amplitude: wire.AnalysisKind.AMPLITUDE,
  psd: wire.AnalysisKind.PSD,
  envelope: wire.AnalysisKind.ENVELOPE,
  whitened_envelope: wire.AnalysisKind.WHITENED_ENVELOPE,
  cepstrum: wire.AnalysisKind.CEPSTRUM,
  order: wire.AnalysisKind.ORDER,
});

export const shaftAngleSourceCodec = enumCodec<"tachometer" | "tracked" | "stated", wire.ShaftAngleSource>({
  tachometer: wire.ShaftAngleSource.TACHOMETER,
  tracked: wire.ShaftAngleSource.TRACKED,
  stated: wire.ShaftAngleSource.STATED,
});

export const analysisWindowCodec = enumCodec<"hann" | "flat_top" | "blackman_harris" | "rectangular", wire.AnalysisWindow>({
  hann: wire.AnalysisWindow.HANN,
  flat_top: wire.AnalysisWindow.FLAT_TOP,
  blackman_harris: wire.AnalysisWindow.BLACKMAN_HARRIS,
  rectangular: wire.AnalysisWindow.RECTANGULAR,
});
