"""Golden values for packages/dsp from an independent implementation (NumPy and SciPy, float64): area `core`.

Run with Debian's python3-scipy:  /usr/bin/python3 conformance/dsp/core.py && npx biome format --write conformance/dsp/core.json
Writes core.json beside itself. The signals are not stored: `signal` states them, and packages/dsp/test/signals.ts
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


def write(area, cases):
    """Writes <area>.json beside this file, with the versions that made it."""
    golden = {
        "madeBy": f"conformance/dsp/{area}.py",
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
        "cases": cases,
    }
    path = pathlib.Path(__file__).with_name(f"{area}.json")
    path.write_text(json.dumps(golden, indent=2, default=float) + "\n")


def band_filtered(x, rate_hz, low_hz, high_hz):
    lines = scipy.fft.rfft(x)
    f = scipy.fft.rfftfreq(len(x), 1 / rate_hz)
    lines[(f < low_hz - 1e-6) | (f > high_hz + 1e-6)] = 0
    return scipy.fft.irfft(lines, len(x))


def case(function, of, length, rate_hz, seed, expected, **parameters):
    return {
        "function": function,
        "case": f"{length} samples at {rate_hz} Hz{of}",
        "input": {"length": length, "sampleRateHz": rate_hz, "seed": seed, **parameters},
        "expected": expected,
    }


def cases_of(length, rate_hz, seed):
    """Every function of the area on one signal."""
    x = signal(length, rate_hz, seed).astype(np.float64)
    f = scipy.fft.rfftfreq(length, 1 / rate_hz)
    hann = scipy.signal.get_window("hann", length)
    lines = scipy.fft.rfft(x)
    mean_square = one_sided(np.abs(scipy.fft.rfft((x - x.mean()) * hann)) ** 2 / (length * np.sum(hann**2)), length)
    at = sorted({0, 1, 2, length // 7, length // 3, len(f) - 1})
    made = []

    def add(function, expected, of="", **parameters):
        made.append(case(function, of, length, rate_hz, seed, expected, **parameters))

    centred = x - x.mean()
    peak = np.max(np.abs(centred))
    add(
        "timeStatistics",
        {
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
    )

    largest = float(np.abs(lines).max())
    add("forwardRealFft", {"re": pick(lines.real, at), "im": pick(lines.imag, at), "largest": largest}, lines=at)
    halved = lines.copy()
    halved[len(halved) // 2 :] = 0
    lower_half = scipy.fft.irfft(halved, length)
    samples_at = [0, 1, length // 5, length // 2, length - 1]
    add("inverseRealFft", {"values": pick(lower_half, samples_at)}, of=", its lower half of lines", at=samples_at)

    window_at = [0, 1, length // 3, length - 1]
    add("windowOf", {"values": pick(hann, window_at)}, of=", Hann", at=window_at)
    correction = {"amplitude": length / hann.sum(), "energy": np.sqrt(length / np.sum(hann**2))}
    add("windowCorrection", correction, of=", Hann")
    add("meanSquareSpectrum", {"values": pick(mean_square, at[1:]), "largest": float(mean_square.max())}, lines=at[1:])
    amplitude = np.sqrt(one_sided(np.abs(scipy.fft.rfft(x * hann)) ** 2, length) * 2) / hann.sum()
    amplitude[0] /= np.sqrt(2)
    add("amplitudeSpectrum", {"values": pick(amplitude, at[:-1]), "largest": float(amplitude.max())}, of=", Hann", lines=at[:-1])

    psd_f, psd = scipy.signal.welch(x, rate_hz, nperseg=min(4096, length))
    psd_at = [0, 1, 5, 100, 511]
    expected_psd = {"resolutionHz": psd_f[1], "density": pick(psd, psd_at), "largest": float(psd.max())}
    add("welchPsd", expected_psd, of=", segments of 4096, Hann, 50 %", lines=psd_at)

    in_iso = (f >= 10 - 1e-6) & (f <= 1000 + 1e-6)
    velocity = 1000 * STANDARD_GRAVITY_M_PER_S2 * np.sqrt(np.sum(mean_square[in_iso] / (2 * np.pi * f[in_iso]) ** 2))
    add("velocityRmsMmPerS", {"value": velocity}, of=", 10 to 1000 Hz")
    in_band = np.sum(mean_square[(f >= 2800 - 1e-6) & (f < 3600 - 1e-6)])
    add("bandMeanSquare", {"value": in_band}, of=", 2800 to 3600 Hz", lowHz=2800, highHz=3600)
    add("bandRms", {"value": np.sqrt(in_band)}, of=", 2800 to 3600 Hz", lowHz=2800, highHz=3600)

    band = {"lowHz": 2000, "highHz": min(10000, 0.4 * rate_hz)}
    envelope = np.abs(scipy.signal.hilbert(band_filtered(x, rate_hz, band["lowHz"], band["highHz"])))
    rms = np.sqrt(np.mean(envelope**2))
    envelope_at = [10, length // 5, length // 2, length - 11]
    add("envelope", {"values": pick(envelope, envelope_at), "rms": rms}, of="; relative to its r.m.s.", at=envelope_at, **band)
    if length <= 2 * rate_hz and length % 32 == 0:
        spectrum = 2 * np.abs(scipy.fft.rfft((envelope - envelope.mean()) * hann)) / hann.sum()
        bearing = int(round(107.3 * length / rate_hz))
        spectrum_at = [1, bearing - 1, bearing, bearing + 1, 2 * bearing]
        expected = {"values": pick(spectrum, spectrum_at), "rms": rms}
        add("envelopeSpectrum", expected, of="; relative to the envelope's r.m.s.", lines=spectrum_at, **band)
    return made


def decoding_cases():
    """Bytes as NumPy reads them."""
    stored = [0, 1, -1, 255, -256, 32767, -32768]
    made = []
    for encoding, dtype, scale in [("i16le", "<i2", 9.974720829827248e-05), ("f32le", "<f4", 0.25)]:
        raw = np.array(stored, dtype=dtype).tobytes()
        values = np.frombuffer(raw, dtype=dtype).astype(np.float64) * scale
        made.append(
            {
                "function": "decodeSamples",
                "case": encoding,
                "input": {"hex": raw.hex(), "encoding": encoding, "scale": scale},
                "expected": {"values": values.tolist()},
            }
        )
    return made


def main():
    signals = [(25600, 25600, 1), (4096, 12000, 2), (2560, 25600, 3), (10007, 20000, 4), (12002, 48000, 5)]
    write("core", [made for parameters in signals for made in cases_of(*parameters)] + decoding_cases())


if __name__ == "__main__":
    main()
