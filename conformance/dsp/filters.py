"""Golden values for the filters, integration and the kurtogram of packages/dsp: SciPy and NumPy in float64.

Run with Debian's python3-scipy:  /usr/bin/python3 conformance/dsp/filters.py && npx biome format --write conformance/dsp/filters.json
Writes filters.json beside itself. The signals are those of core.py, stated by formula and rounded to float32.
"""

import numpy as np
import scipy.fft
import scipy.signal

from core import STANDARD_GRAVITY_M_PER_S2, one_sided, noise, signal, write

SCIPY_KIND = {"low_pass": "lowpass", "high_pass": "highpass", "band_pass": "bandpass", "band_stop": "bandstop"}


def edges(shape):
    return shape["cutoffHz"] if "cutoffHz" in shape else [shape["lowHz"], shape["highHz"]]


def picked(values, count=12):
    """Some values spread over the whole result, its ends included; deviations are relative to the largest of all."""
    at = sorted({0, len(values) - 1} | {int(i) for i in np.linspace(0, len(values) - 1, count)})
    return {"length": len(values), "at": at, "values": [float(values[i]) for i in at], "largest": float(np.max(np.abs(values)))}


def waveform(length, rate_hz, seed):
    return {"length": length, "sampleRateHz": rate_hz, "seed": seed}, signal(length, rate_hz, seed).astype(np.float64)


def butterworth_cases():
    rate = 25600
    low, high = {"kind": "low_pass", "cutoffHz": 1000}, {"kind": "high_pass", "cutoffHz": 500}
    band, stop = {"kind": "band_pass", "lowHz": 2000, "highHz": 10000}, {"kind": "band_stop", "lowHz": 45, "highHz": 55}
    designs = [(1, low), (2, low), (5, low), (10, low), (3, high), (8, high), (1, band), (4, band), (7, band), (2, stop), (5, stop)]
    designs += [(4, {"kind": "band_pass", "lowHz": 10, "highHz": 1000}), (3, {"kind": "band_pass", "lowHz": 100, "highHz": 12000})]
    for order, shape in designs:
        sos = scipy.signal.butter(order, edges(shape), SCIPY_KIND[shape["kind"]], fs=rate, output="sos")
        at = np.array([3.0, 50.0, 500.0, 1000.0, 5000.0, 12000.0])
        gains = np.abs(scipy.signal.sosfreqz(sos, at, fs=rate)[1])
        name, given = f"order {order}, {shape['kind']} {edges(shape)} Hz at {rate} Hz", {"order": order, "shape": shape, "sampleRateHz": rate}
        yield case("butterworthSections", name, given, {"sos": sos.tolist()})
        yield case("sosGainRatio", name, {**given, "atHz": at.tolist()}, {"gain": gains.tolist()})


def sos_cases():
    for (order, shape), (length, rate, seed) in [
        ((4, {"kind": "low_pass", "cutoffHz": 1000}), (25600, 25600, 1)),
        ((5, {"kind": "high_pass", "cutoffHz": 500}), (4096, 12000, 2)),
        ((4, {"kind": "band_pass", "lowHz": 2000, "highHz": 10000}), (25600, 25600, 1)),
        ((2, {"kind": "band_stop", "lowHz": 45, "highHz": 55}), (10007, 20000, 4)),
        ((10, {"kind": "low_pass", "cutoffHz": 200}), (12002, 48000, 5)),
    ]:
        given, x = waveform(length, rate, seed)
        sos = scipy.signal.butter(order, edges(shape), SCIPY_KIND[shape["kind"]], fs=rate, output="sos")
        steady, _ = scipy.signal.sosfilt(sos, x, zi=scipy.signal.sosfilt_zi(sos) * x[0])
        name = f"order {order}, {shape['kind']} {edges(shape)} Hz, {length} samples at {rate} Hz"
        given = {"order": order, "shape": shape, **given}
        yield case("sosFilter", name, given, picked(scipy.signal.sosfilt(sos, x)))
        yield case("sosRestState", f"in three blocks, {name}", given, picked(scipy.signal.sosfilt(sos, x)))
        yield case("sosSteadyState", name, given, picked(steady))
        yield case("zeroPhaseSosFilter", name, given, picked(scipy.signal.sosfiltfilt(sos, x)))


def odd_extended(x, pad):
    return np.concatenate([2 * x[0] - x[pad:0:-1], x, 2 * x[-1] - x[-2 : -pad - 2 : -1]])


def fir_cases():
    rate = 25600
    for taps, shape, window in [
        (31, {"kind": "low_pass", "cutoffHz": 1000}, "hamming"),
        (64, {"kind": "low_pass", "cutoffHz": 3000}, "hann"),
        (101, {"kind": "high_pass", "cutoffHz": 500}, {"kaiserBeta": 5.0}),
        (513, {"kind": "band_pass", "lowHz": 2000, "highHz": 10000}, {"kaiserBeta": 8.6}),
        (1025, {"kind": "band_stop", "lowHz": 400, "highHz": 600}, "hamming"),
    ]:
        given, x = waveform(25600, rate, 1)
        named = window if isinstance(window, str) else ("kaiser", window["kaiserBeta"])
        h = scipy.signal.firwin(taps, edges(shape), window=named, pass_zero=SCIPY_KIND[shape["kind"]], fs=rate)
        name = f"{taps} taps, {shape['kind']} {edges(shape)} Hz, {named}"
        given = {"taps": taps, "shape": shape, "window": window, **given}
        yield case("firWindowedSinc", name, given, picked(h, 40))
        yield case("firFilter", f"causal, {name}", {**given, "alignment": "causal"}, picked(scipy.signal.lfilter(h, 1, x)))
        if taps % 2 == 1:
            centred = scipy.signal.convolve(odd_extended(x, taps // 2), h, "valid", "direct")
            yield case("firFilter", f"centred, {name}", {**given, "alignment": "centred"}, picked(centred))
    for attenuation, width in [(30, 1000), (60, 500), (96, 40)]:
        taps, beta = scipy.signal.kaiserord(attenuation, width / (rate / 2))
        given = {"attenuationDb": attenuation, "transitionHz": width, "sampleRateHz": rate}
        yield case("kaiserDesign", f"{attenuation} dB, {width} Hz", given, {"taps": int(taps), "kaiserBeta": float(beta)})


def resample_cases():
    """scipy.signal.upfirdn with the filter that the documentation states: pass-band 0.8, stop-band 1, 80 dB, odd reflection."""
    for up, down, length, rate, seed in [(1, 5, 25600, 25600, 1), (1, 16, 12002, 48000, 5), (3, 2, 4096, 12000, 2), (160, 147, 10007, 20000, 4)]:
        given, x = waveform(length, rate, seed)
        factor = max(up, down)
        half = int(np.ceil((80 - 7.95) / (2 * 2.285 * np.pi * 0.2) * factor))
        h = up * scipy.signal.firwin(2 * half + 1, 0.9 / factor, window=("kaiser", scipy.signal.kaiser_beta(80)))
        pad = int(np.ceil(half / up))
        upsampled = scipy.signal.upfirdn(h, odd_extended(x, pad), up, 1)
        y = upsampled[half + pad * up :][: length * up : down]
        name = "decimate" if up == 1 else "resample"
        yield case(name, f"{up}/{down}, {length} samples at {rate} Hz", {"up": up, "down": down, **given}, picked(y))


def integration_cases():
    for length, rate, seed, unit, low, high in [(25600, 25600, 1, "g", 10, 1000), (10007, 20000, 4, "m/s2", 10, 1000), (12000, 12000, 2, "mm/s", 2, 200)]:
        given, x = waveform(length, rate, seed)
        f = scipy.fft.rfftfreq(length, 1 / rate)
        keep = (f >= low - 1e-6) & (f <= high + 1e-6)
        to_micrometres = {"g": 1e6 * STANDARD_GRAVITY_M_PER_S2, "m/s2": 1e6, "mm/s": 1e3}[unit]
        derivative = 1 if unit == "mm/s" else 2
        hann = scipy.signal.get_window("hann", length)
        mean_square = one_sided(np.abs(scipy.fft.rfft((x - x.mean()) * hann)) ** 2 / (length * np.sum(hann**2)), length)
        amplitude = one_sided(np.abs(scipy.fft.rfft(x * hann)), length) / hann.sum()
        omega = np.where(f > 0, 2 * np.pi * f, 1)

        def integrated(times, scale):
            lines = np.where(keep, scipy.fft.rfft(x) / (1j * omega) ** times, 0)
            return scale * scipy.fft.irfft(lines, length)

        def rms(times, scale):
            return scale * np.sqrt(np.sum((mean_square / omega ** (2 * times))[keep]))

        def spectrum(times, scale):
            return np.where(f >= low - 1e-6, scale * amplitude / omega**times, 0)

        velocity, displacement = (derivative - 1, to_micrometres / 1e3), (derivative, to_micrometres)
        name = f"{unit}, {low} to {high} Hz, {length} samples at {rate} Hz"
        given = {"unit": unit, "lowHz": low, "highHz": high, **given}
        yield case("velocityWaveformMmPerS", name, given, picked(integrated(*velocity)))
        yield case("displacementWaveformUm", name, given, picked(integrated(*displacement)))
        yield case("displacementPeakToPeakUm", name, given, single(np.ptp(integrated(*displacement))))
        yield case("velocityRmsMmPerS", name, given, single(rms(*velocity)))
        yield case("displacementRmsUm", name, given, single(rms(*displacement)))
        yield case("velocitySpectrumMmPerS", name, given, picked(spectrum(*velocity), 100))
        yield case("displacementSpectrumUm", name, given, picked(spectrum(*displacement), 100))


def single(value):
    return picked(np.array([value]))


def impacts(length, rate_hz, seed, carrier_hz, impact_hz, level):
    """A resonance that is struck impact_hz times a second, a shaft line and noise; packages/dsp/test/signals.ts makes the same."""
    t = np.arange(length) / rate_hz
    since = t - np.floor(t * impact_hz) / impact_hz
    ringing = level * np.exp(-800 * since) * np.sin(2 * np.pi * carrier_hz * since)
    return (0.8 * np.sin(2 * np.pi * 29.5 * t) + ringing + 0.2 * noise(length, seed)).astype(np.float32).astype(np.float64)


def kurtosis_of(envelope):
    power = np.abs(envelope) ** 2
    return np.mean(power**2) / np.mean(power) ** 2 - 2


def raised_cosine_kurtosis(x, count, k):
    """The definition of the package: raised cosine of the transform, ends left out, the envelope at twice its bandwidth or more."""
    width = len(x) / 2 / count
    place = np.arange(len(x) // 2 + 1)
    gain = 0.5 + 0.5 * np.cos(np.pi * np.clip((np.abs(place - (k + 0.5) * width) / width - 0.25) / 0.5, 0, 1))
    inside = (place >= max(1, np.ceil((k - 0.25) * width))) & (place <= min(np.ceil(len(x) / 2) - 1, np.floor((k + 1.25) * width)))
    lines = (scipy.fft.rfft(x) * gain)[inside]
    size = 2 ** int(np.ceil(np.log2(2 * len(lines))))
    skipped = int(np.ceil(8 * size / width))
    return kurtosis_of(scipy.fft.ifft(lines, size)[skipped : size - skipped + 1])


def fir_kurtosis(x, count, k):
    """The same band by a short FIR filter on the samples, as in Antoni's tree: 16 taps per octave."""
    taps = 32 * count + 1
    shift = np.exp(1j * np.pi * (k + 0.5) / count * np.arange(taps))
    return kurtosis_of(scipy.signal.lfilter(scipy.signal.firwin(taps, 0.5 / count) * shift, 1, x)[taps:])


def kurtogram_cases():
    counts = [1, 2, 3, 4, 6, 8, 12]
    for length, rate, seed, carrier, impact, level in [(25600, 25600, 1, 5300, 107.3, 3), (25600, 25600, 2, 8600, 61.1, 4), (30000, 24000, 3, 5000, 87.3, 3)]:
        x = impacts(length, rate, seed, carrier, impact, level)
        given = {"length": length, "sampleRateHz": rate, "seed": seed, "carrierHz": carrier, "impactHz": impact, "level": level}
        nyquist = rate / 2
        inside = [(c, k) for c in counts for k in range(1, c) if (k + 1) / c <= 0.8]
        count, k = max(inside, key=lambda band: fir_kurtosis(x, *band))
        levels = [[raised_cosine_kurtosis(x, c, k) for k in range(c)] for c in counts]
        expected = {"kurtosis": levels, "bandHz": [k * nyquist / count, (k + 1) * nyquist / count]}
        yield case("fastKurtogram", f"impacts at {impact} Hz ring at {carrier} Hz, {length} samples at {rate} Hz", given, expected)


def case(function, name, given, expected):
    return {"function": function, "case": name, "input": given, "expected": expected}


if __name__ == "__main__":
    write("filters", [*butterworth_cases(), *sos_cases(), *fir_cases(), *resample_cases(), *integration_cases(), *kurtogram_cases()])
