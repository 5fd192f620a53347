export { type CurrentFundamental, currentFundamental } from "./current/current-fundamental.js";
export { type CurrentLineLevel, currentLineLevels, type LineSearch } from "./current/current-line-levels.js";
export {
  bearingCurrentLines,
  type CurrentLine,
  type CurrentLineKind,
  eccentricityLines,
  type MotorState,
  type RotorState,
  rotorBarLines,
  slotHarmonicLines,
} from "./current/current-lines.js";
export { type CurrentUnbalance, currentUnbalance, shortedPhase } from "./current/current-unbalance.js";
export {
  type ParkVector,
  parkAxisRatio,
  parkModulus,
  parkModulusSpectrum,
  parkTwiceSupplyRatio,
  parkVector,
} from "./current/park-vector.js";
export { type PhasePoints, phasePoints } from "./current/phase-points.js";
export { type Phasor, tonePhasor } from "./current/phasor.js";
export { type MotorSpeed, slip } from "./current/slip.js";
export {
  type PhaseCurrents,
  type PhaseOrder,
  type SymmetricalComponents,
  symmetricalComponents,
} from "./current/symmetrical-components.js";
export { DEFAULT_DEMODULATION_BAND, type EnvelopeOptions, envelope, fitDemodulationBand } from "./envelope/envelope.js";
export { type EnvelopeSpectrumOptions, envelopeSpectrum } from "./envelope/envelope-spectrum.js";
export {
  fastKurtogram,
  type Kurtogram,
  type KurtogramChoice,
  type KurtogramLevel,
  type KurtogramOptions,
} from "./envelope/fast-kurtogram.js";
export {
  type BandEnvelopeSpectrum,
  WHITENING_BANDS,
  type WhitenedEnvelopeOptions,
  whitenedEnvelopeSpectra,
} from "./envelope/whitened-envelope-spectra.js";
export { floorFastLength, forwardRealFft, inverseRealFft, isFastLength, MAX_FFT_LENGTH, spectrumLines } from "./fft/real-fft.js";
export { butterworthSections, MAX_BUTTERWORTH_ORDER } from "./filter/butterworth.js";
export type { FilterShape } from "./filter/filter-shape.js";
export { type FirFilter, type FirWindow, firWindowedSinc } from "./filter/fir-design.js";
export { type FirAlignment, firFilter } from "./filter/fir-filter.js";
export { type KaiserDesign, kaiserDesign } from "./filter/kaiser-design.js";
export { decimate, type ResampledWaveform, resample } from "./filter/resample.js";
export { type Biquad, type SecondOrderSections, sosGainRatio } from "./filter/second-order-sections.js";
export { type SosState, sosFilter, sosRestState, sosSteadyState } from "./filter/sos-filter.js";
export { zeroPhaseSosFilter } from "./filter/zero-phase-sos-filter.js";
export { displacementRmsUm } from "./integration/displacement-rms.js";
export { displacementSpectrumUm, velocitySpectrumMmPerS } from "./integration/integrated-spectrum.js";
export { displacementPeakToPeakUm, displacementWaveformUm, velocityWaveformMmPerS } from "./integration/integrated-waveform.js";
export { ISO_VELOCITY_BAND } from "./integration/integration-band.js";
export type { AccelerationUnit, MotionUnit, VelocitySource } from "./integration/motion-unit.js";
export { velocityRmsMmPerS } from "./integration/velocity-rms.js";
export { type AngularWaveform, angularResample } from "./order/angular-resample.js";
export type { HarmonicLine } from "./order/harmonic-lines.js";
export { type OrderSpectrum, orderSpectrum } from "./order/order-spectrum.js";
export { type RefinedSpeed, refineSpeed, type SpeedSearchOptions } from "./order/refine-speed.js";
export type { ShaftAngle } from "./order/shaft-angle.js";
export { type SpeedProfile, speedProfile } from "./order/speed-profile.js";
export { type TachoOptions, tachoPulseTimes } from "./order/tacho-pulses.js";
export { type TachoShaftAngle, tachoShaftAngle } from "./order/tacho-shaft-angle.js";
export { type SynchronousAverage, timeSynchronousAverage } from "./order/time-synchronous-average.js";
export { type SpeedTrackOptions, type TrackedShaftAngle, trackSpeed } from "./order/track-speed.js";
export { decodeSamples } from "./signal/decode-samples.js";
export { DoubleScratchBuffer } from "./signal/double-scratch-buffer.js";
export { type InsufficientData, insufficientData, isInsufficient } from "./signal/insufficient-data.js";
export { ScratchBuffer } from "./signal/scratch-buffer.js";
export type { FrequencyBand } from "./signal/signal-checks.js";
export { type AmplitudeOptions, amplitudeSpectrum } from "./spectrum/amplitude-spectrum.js";
export { type BandMeanSquaresOptions, bandMeanSquares } from "./spectrum/band-mean-squares.js";
export { bandMeanSquare, bandRms } from "./spectrum/band-rms.js";
export { type Cepstrum, type CepstrumKind, type CepstrumOptions, cepstrum } from "./spectrum/cepstrum.js";
export { type MeanSquareOptions, type MeanSquareSpectrum, meanSquareSpectrum } from "./spectrum/mean-square-spectrum.js";
export type { SegmentOptions } from "./spectrum/segments.js";
export { type SpectralShape, type SpectralShapeOptions, spectralShape } from "./spectrum/spectral-shape.js";
export {
  SPECTRUM_SCALINGS,
  type Spectrogram,
  type SpectrogramOptions,
  type SpectrumScaling,
  spectrogram,
} from "./spectrum/spectrogram.js";
export { type Waterfall, type WaterfallOptions, waterfall } from "./spectrum/waterfall.js";
export { type PowerSpectralDensity, type WelchOptions, welchPsd } from "./spectrum/welch-psd.js";
export { type SpectralWindow, type WindowCorrection, windowCorrection, windowOf } from "./spectrum/window.js";
export { WINDOW_NAMES, type WindowName } from "./spectrum/window-weights.js";
export type { Detrend, WindowOptions } from "./spectrum/windowed-transform.js";
export { type ZoomOptions, type ZoomSpectrum, zoomSpectrum } from "./spectrum/zoom-spectrum.js";
export { percentiles } from "./statistics/percentiles.js";
export { type TimeStatistics, timeStatistics } from "./statistics/time-statistics.js";
