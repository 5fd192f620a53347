"""Golden values for packages/dsp from an independent implementation (NumPy and SciPy, float64).

Run with Debian's python3-scipy:  /usr/bin/python3 conformance/dsp/make_golden.py
Writes golden.json beside itself. The signals are not stored: `signal` states them, and packages/dsp/test/signals.ts
makes the same ones in the tests. Samples are rounded to float32 in both, because that is what the suite processes.
"""

import json
import pathlib
import platform

import numpy as np
import scipy
import scipy.fft
import scipy.signal
import scipy.stats

NOISE_MULTIPLIER, NOISE_INCREMENT, NOISE_MODULUS = 1664525, 1013904223, 2**32
STANDARD_GRAVITY_M_PER_S2 = 9.80665


def noise(length, seed):
    """Uniform in [-1, 1) from the linear congruential generator of Numerical Recipes: exact in every language."""
    state, values = seed, []
    for _ in range(length):
        state = (NOISE_MULTIPLIER * state + NOISE_INCREMENT) % NOISE_MODULUS
        values.append(state / 2**31 - 1)
    return np.array(values)


def signal(length, rate_hz, seed):
    """Offset, 1x shaft line, a resonance that rings at a bearing frequency, a hum at 50 Hz, and noise."""
    t = np.arange(length) / rate_hz
    shaft = 0.8 * np.sin(2 * np.pi * 29.5 * t)
    ringing = 0.5 * (1 + 0.9 * np.cos(2 * np.pi * 107.3 * t)) * np.sin(2 * np.pi * 3200 * t)
    hum = 0.1 * np.sin(2 * np.pi * 50 * t + 0.3)
    return (0.25 + shaft + ringing + hum + 0.2 * noise(length, seed)).astype(np.float32)


def pick(values, indices):
    return [float(values[i]) for i in indices]


def one_sided(power, length):
    """Folds the two-sided power of an rfft: every line twice but 0 Hz and, on an even length, Nyquist."""
    factors = np.full(len(power), 2.0)
    factors[0] = 1
    if length % 2 == 0:
        factors[-1] = 1
    return power * factors


def band_filtered(x, rate_hz, low_hz, high_hz):
    lines = scipy.fft.rfft(x)
    f = scipy.fft.rfftfreq(len(x), 1 / rate_hz)
    lines[(f < low_hz - 1e-6) | (f > high_hz + 1e-6)] = 0
    return scipy.fft.irfft(lines, len(x))


def golden_case(length, rate_hz, seed):
    x32 = signal(length, rate_hz, seed)
    x = x32.astype(np.float64)
    f = scipy.fft.rfftfreq(length, 1 / rate_hz)
    hann = scipy.signal.get_window("hann", length)
    lines = scipy.fft.rfft(x)
    mean_square = one_sided(np.abs(scipy.fft.rfft((x - x.mean()) * hann)) ** 2 / (length * np.sum(hann**2)), length)
    in_iso = (f >= 10 - 1e-6) & (f <= 1000 + 1e-6)
    velocity = 1000 * STANDARD_GRAVITY_M_PER_S2 * np.sqrt(np.sum(mean_square[in_iso] / (2 * np.pi * f[in_iso]) ** 2))
    low_hz, high_hz = 2000, min(10000, 0.4 * rate_hz)
    envelope = np.abs(scipy.signal.hilbert(band_filtered(x, rate_hz, low_hz, high_hz)))
    psd_f, psd = scipy.signal.welch(x, rate_hz, nperseg=min(4096, length))
    amplitude = np.sqrt(one_sided(np.abs(scipy.fft.rfft(x * hann)) ** 2, length) * 2) / hann.sum()
    amplitude[0] /= np.sqrt(2)
    at = sorted({0, 1, 2, length // 7, length // 3, len(f) - 1})
    band = (f >= 2800 - 1e-6) & (f < 3600 - 1e-6)
    centred = x - x.mean()
    peak = np.max(np.abs(centred))
    case = {
        "length": length,
        "sampleRateHz": rate_hz,
        "seed": seed,
        "statistics": {
            "mean": x.mean(),
            "rms": x.std(),
            "peak": peak,
            "peakToPeak": np.ptp(x),
            "crest": peak / x.std(),
            "kurtosis": scipy.stats.kurtosis(x, fisher=False),
            "skewness": scipy.stats.skew(x),
            "clearance": peak / np.mean(np.sqrt(np.abs(centred))) ** 2,
            "impulse": peak / np.mean(np.abs(centred)),
        },
        "fft": {"lines": at, "re": pick(lines.real, at), "im": pick(lines.imag, at), "largest": float(np.abs(lines).max())},
        "hann": {"at": [0, 1, length // 3, length - 1], "values": pick(hann, [0, 1, length // 3, length - 1])},
        "amplitude": {"lines": at[:-1], "values": pick(amplitude, at[:-1]), "largest": float(amplitude.max())},
        "welch": {
            "resolutionHz": psd_f[1],
            "lines": [0, 1, 5, 100, 511],
            "density": pick(psd, [0, 1, 5, 100, 511]),
            "largest": float(psd.max()),
        },
        "velocityRmsMmPerS": velocity,
        "bandRms2800To3600": np.sqrt(np.sum(mean_square[band])),
        "envelope": {
            "lowHz": low_hz,
            "highHz": high_hz,
            "at": [10, length // 5, length // 2, length - 11],
            "values": pick(envelope, [10, length // 5, length // 2, length - 11]),
            "rms": np.sqrt(np.mean(envelope**2)),
        },
    }
    if length <= 2 * rate_hz and length % 32 == 0:
        centred_envelope = envelope - envelope.mean()
        spectrum = 2 * np.abs(scipy.fft.rfft(centred_envelope * hann)) / hann.sum()
        bearing_line = int(round(107.3 * length / rate_hz))
        spectrum_at = [1, bearing_line - 1, bearing_line, bearing_line + 1, 2 * bearing_line]
        case["envelopeSpectrum"] = {"lines": spectrum_at, "amplitude": pick(spectrum, spectrum_at)}
    return case


def main():
    golden = {
        "madeBy": "conformance/dsp/make_golden.py",
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
        "cases": [
            golden_case(25600, 25600, 1),
            golden_case(4096, 12000, 2),
            golden_case(2560, 25600, 3),
            golden_case(10007, 20000, 4),
            golden_case(12002, 48000, 5),
        ],
    }
    path = pathlib.Path(__file__).with_name("golden.json")
    path.write_text(json.dumps(golden, indent=2, default=float) + "\n")


if __name__ == "__main__":
    main()
