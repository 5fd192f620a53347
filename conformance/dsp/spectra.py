"""Golden values for the windows, spectra, cepstra and spectral statistics of packages/dsp (NumPy and SciPy, float64).

Run with Debian's python3-scipy:  /usr/bin/python3 conformance/dsp/spectra.py
Writes spectra.json beside itself. The signals are not stored: `signal` of core.py states them.
"""

import numpy as np
import scipy.fft
import scipy.signal

from core import one_sided, pick, signal, write

WINDOWS = {
    "rectangular": "boxcar",
    "hann": "hann",
    "flat_top": "flattop",
    "blackman_harris": "blackmanharris",
    "kaiser 8.6": ("kaiser", 8.6),
    "kaiser 14": ("kaiser", 14),
}
SCALINGS = ["amplitude", "mean_square", "density"]
RECORDS = [(25600, 25600, 1), (4096, 12000, 2), (10007, 20000, 4), (12002, 48000, 5)]


def window(name, length):
    return scipy.signal.get_window(WINDOWS[name], length)


def describe(length, rate_hz, **more):
    return f"{length:,} samples at {rate_hz:,} Hz" + "".join(f", {value}" for value in more.values())


def picked(values, at):
    return {"at": at, "values": pick(values, at), "largest": float(np.abs(values).max())}


def spread_indices(values):
    """Everything where that is little; else both ends, some between, and the largest value with its neighbours."""
    count, top = len(values), int(np.argmax(np.abs(values)))
    if count <= 12:
        return list(range(count))
    some = {0, 1, 2, count // 7, count // 3, count // 2, count - 2, count - 1, top - 1, top, top + 1}
    return sorted(index for index in some if 0 <= index < count)


def case(function, name, inputs, values):
    return {"function": function, "case": name, "input": inputs, "expected": picked(values, spread_indices(values))}


def amplitudes(x, weights):
    spectrum = 2 * np.abs(scipy.fft.rfft(x * weights)) / weights.sum()
    spectrum[0] /= 2
    if len(x) % 2 == 0:
        spectrum[-1] /= 2
    return spectrum


def mean_squares(x, weights):
    return one_sided(np.abs(scipy.fft.rfft(x * weights)) ** 2, len(x)) / (len(x) * np.sum(weights**2))


def window_cases():
    for name in WINDOWS:
        for length in (64, 1001):
            weights = window(name, length)
            inputs = {"window": name, "length": length}
            yield case("windowOf", f"{name}, {length:,} samples", inputs, weights)
            corrections = np.array([1 / weights.mean(), 1 / np.sqrt(np.mean(weights**2))])
            yield case("windowCorrection", f"{name}, {length:,} samples", inputs, corrections)


def spectrum_cases(length, rate_hz, seed):
    x = signal(length, rate_hz, seed).astype(np.float64)
    record = {"length": length, "sampleRateHz": rate_hz, "seed": seed}
    for name in WINDOWS:
        weights = window(name, length)
        inputs = {**record, "window": name}
        yield case("amplitudeSpectrum", describe(length, rate_hz, window=name), inputs, amplitudes(x, weights))
        yield case("meanSquareSpectrum", describe(length, rate_hz, window=name), inputs, mean_squares(x - x.mean(), weights))
    for name, segment, overlap in (("flat_top", 1024, 0.75), ("kaiser 14", 1000, 0), ("hann", 4096, 0.5)):
        _, density = scipy.signal.welch(
            x, rate_hz, window=WINDOWS[name], nperseg=min(segment, length), noverlap=int(min(segment, length) * overlap)
        )
        inputs = {**record, "window": name, "segmentLength": segment, "overlapRatio": overlap}
        yield case("welchPsd", describe(length, rate_hz, window=name, segment=segment), inputs, density)


def cepstrum_cases(length, rate_hz, seed):
    x = signal(length, rate_hz, seed).astype(np.float64)
    lines = np.abs(scipy.fft.rfft((x - x.mean()) * window("hann", length)))
    real = scipy.fft.irfft(np.log(np.maximum(lines, 1e-6 * lines.max())), length)[: length // 2 + 1]
    for kind, values in (("real", real), ("power", (2 * real) ** 2)):
        inputs = {"length": length, "sampleRateHz": rate_hz, "seed": seed, "kind": kind}
        yield case("cepstrum", describe(length, rate_hz, kind=kind), inputs, values)


def zoom_cases(length, rate_hz, seed):
    x = signal(length, rate_hz, seed).astype(np.float64)
    for low_hz, high_hz, lines, name in ((25, 35, 201, "hann"), (3000, 3400, 1000, "blackman_harris"), (0, rate_hz / 2, 501, "flat_top")):
        weights = window(name, length)
        values = scipy.signal.zoom_fft(x * weights, [low_hz, high_hz], lines, fs=rate_hz, endpoint=True)
        spectrum = 2 * np.abs(values) / weights.sum()
        spectrum[0] /= 2 if low_hz == 0 else 1
        spectrum[-1] /= 2 if high_hz == rate_hz / 2 else 1
        inputs = {
            "length": length, "sampleRateHz": rate_hz, "seed": seed,
            "window": name, "lowHz": low_hz, "highHz": high_hz, "lines": lines,
        }  # fmt: skip
        yield case("zoomSpectrum", describe(length, rate_hz, band=f"{low_hz:g} to {high_hz:g} Hz"), inputs, spectrum)


def spectrogram_cases(length, rate_hz, seed):
    x = signal(length, rate_hz, seed).astype(np.float64)
    for scaling in SCALINGS:
        _, _, powers = scipy.signal.spectrogram(
            x, rate_hz, window="hann", nperseg=512, noverlap=256, detrend=False,
            scaling="spectrum" if scaling == "amplitude" else "density", mode="psd",
        )  # fmt: skip
        if scaling == "amplitude":
            # SciPy's spectrum is A²/2 of a sine, and A² at 0 Hz and at Nyquist.
            values = np.sqrt(2 * powers)
            values[[0, -1]] /= np.sqrt(2)
        else:
            values = powers if scaling == "density" else powers * (rate_hz / 512)
        inputs = {"length": length, "sampleRateHz": rate_hz, "seed": seed, "scaling": scaling, "segmentLength": 512}
        yield case("spectrogram", describe(length, rate_hz, scaling=scaling), inputs, values.T.ravel())


def waterfall_case():
    records = [(5120, 25600, 6), (2048, 12000, 7), (10000, 25600, 8)]
    spectra = []
    for length, rate_hz, seed in records:
        x = signal(length, rate_hz, seed).astype(np.float64)
        spectra.append((scipy.fft.rfftfreq(length, 1 / rate_hz), amplitudes(x, window("hann", length))))
    step_hz = 10.0
    grid = np.arange(int(min(f[-1] for f, _ in spectra) / step_hz) + 1)
    # Edges as exact in binary as the grid: a line on the edge belongs to the upper cell.
    rows = [[a[(f >= (k - 0.5) * step_hz - 1e-5) & (f < (k + 0.5) * step_hz - 1e-5)].max() for k in grid] for f, a in spectra]
    inputs = {"records": [list(record) for record in records], "resolutionHz": step_hz}
    yield case("waterfall", "3 acquisitions of different length and rate on 10 Hz", inputs, np.array(rows).ravel())


def distribution(f, power, roll_off_ratio):
    share = power / power.sum()
    centroid = np.sum(f * share)
    spread = np.sqrt(np.sum((f - centroid) ** 2 * share))
    return {
        "centroidHz": centroid,
        "spreadHz": spread,
        "kurtosis": np.sum((f - centroid) ** 4 * share) / spread**4,
        "entropyRatio": -np.sum(share * np.log(share)) / np.log(len(share)),
        "rollOffHz": f[np.searchsorted(np.cumsum(share), roll_off_ratio)],
        "flatnessRatio": np.exp(np.mean(np.log(power))) / power.mean(),
    }


def shape_cases(length, rate_hz, seed):
    x = signal(length, rate_hz, seed).astype(np.float64)
    f = scipy.fft.rfftfreq(length, 1 / rate_hz)
    power = mean_squares(x - x.mean(), window("hann", length))
    record = {"length": length, "sampleRateHz": rate_hz, "seed": seed}
    for low_hz, high_hz, roll_off_ratio in ((0, rate_hz / 2, 0.85), (500, 4000, 0.95)):
        inside = (f >= low_hz - 1e-6) & ((f < high_hz - 1e-6) | (high_hz == rate_hz / 2))
        inputs = {**record, "lowHz": low_hz, "highHz": high_hz, "rollOffRatio": roll_off_ratio}
        yield {
            "function": "spectralShape",
            "case": describe(length, rate_hz, band=f"{low_hz:g} to {high_hz:g} Hz") + ", each value by itself",
            "input": inputs,
            "expected": distribution(f[inside], power[inside], roll_off_ratio),
        }
    edges = [0, 500, 1000, 3000, 3400, rate_hz / 2]
    energies = [
        power[(f >= low - 1e-6) & ((f < high - 1e-6) | (high == rate_hz / 2))].sum() for low, high in zip(edges, edges[1:], strict=False)
    ]
    yield case("bandMeanSquares", describe(length, rate_hz), {**record, "edgesHz": edges}, np.array(energies))


def percentile_case(length, rate_hz, seed):
    percents = [0, 0.1, 5, 25, 50, 75, 95, 99.9, 100]
    inputs = {"length": length, "sampleRateHz": rate_hz, "seed": seed, "percents": percents}
    return case("percentiles", describe(length, rate_hz), inputs, np.percentile(signal(length, rate_hz, seed).astype(np.float64), percents))


def all_cases():
    yield from window_cases()
    for record in RECORDS:
        yield from spectrum_cases(*record)
        yield from cepstrum_cases(*record)
        yield from zoom_cases(*record)
        yield from spectrogram_cases(*record)
        yield from shape_cases(*record)
        yield percentile_case(*record)
    yield from waterfall_case()


if __name__ == "__main__":
    write("spectra", list(all_cases()))
