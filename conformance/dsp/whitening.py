"""Golden values for packages/dsp from an independent implementation (NumPy and SciPy, float64): area `whitening`.

Run with Debian's python3-scipy:  /usr/bin/python3 conformance/dsp/whitening.py && npx biome format --write conformance/dsp/whitening.json
The squared envelope is made here at the full sampling rate, by the analytic signal of the band in float64; the package makes it at the
band's own rate. Records are short enough for one segment, so that nothing but whitening, band and scaling is compared.
"""

import numpy as np
import scipy.fft
import scipy.signal

from core import case, pick, signal, write

BANDS = [(500, 1500), (1500, 3000), (3000, 5500), (5500, 9500), (9500, 20000)]
MAX_HZ = 950


def whitened(x):
    """Every line of x about its mean over its own magnitude; nothing at 0 Hz."""
    lines = scipy.fft.fft(x - x.mean())
    magnitude = np.abs(lines)
    return np.where(magnitude > 1e-7 * magnitude.max(), lines / np.maximum(magnitude, 1e-300), 0)


def squared_envelope(lines, first, last):
    """Squared magnitude of the analytic signal of the lines first to last."""
    analytic = np.zeros(len(lines), complex)
    analytic[first : last + 1] = 2 * lines[first : last + 1]
    return np.abs(scipy.fft.ifft(analytic)) ** 2


def modulation(squared):
    """Peak amplitude of each line of the squared envelope over its mean, Hann."""
    hann = scipy.signal.get_window("hann", len(squared))
    amplitude = 2 * np.abs(scipy.fft.rfft((squared - squared.mean()) * hann)) / hann.sum()
    amplitude[0] /= 2
    return amplitude / squared.mean()


def cases_of(length, rate_hz, seed):
    x = signal(length, rate_hz, seed).astype(np.float64)
    lines = whitened(x)
    resolution = rate_hz / length
    made = []
    wanted = [(0, rate_hz / 2, 2, length // 2 - 2)]
    for low, high in BANDS:
        high = min(high, 0.9 * rate_hz / 2)
        if high - low >= 1000:
            wanted.append((low, high, int(np.ceil(low / resolution - 1e-6)), int(np.floor(high / resolution + 1e-6))))
    for low, high, first, last in wanted:
        amplitude = modulation(squared_envelope(lines, first, last))
        amplitude = amplitude[: int(min(MAX_HZ, (last - first) * resolution) / resolution + 1e-6) + 1]
        at = sorted({1, 2, int(107.3 / resolution), len(amplitude) // 3, len(amplitude) // 2, int(0.9 * len(amplitude))})
        expected = {"lines": len(amplitude), "amplitude": pick(amplitude, at), "largest": float(amplitude[1:].max())}
        made.append(case("whitenedEnvelopeSpectra", f", {low:g} to {high:g} Hz", length, rate_hz, seed, expected, lowHz=low, at=at))
    return made


write("whitening", [one for args in [(25600, 25600, 1), (24000, 12000, 2), (48000, 48000, 3)] for one in cases_of(*args)])
