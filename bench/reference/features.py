"""The features of core-v1 in NumPy and SciPy, float64: the reference of `npm run bench -- dsp`.

As an analyst would write it with speed in mind: windows are made once, every array operation is vectorised, powers are
products, and Welch's segments are a strided view that is transformed in one call. scipy.signal.welch and scipy.signal.hilbert
give the same values and take longer.

Reads lines "COUNT": computes the features of the block COUNT times and answers with a JSON line of processor seconds and features.
Argument: the file that holds the block as float32, little endian.
"""

import json
import sys
import time

import numpy as np
import scipy.fft
import scipy.signal
from numpy.lib.stride_tricks import sliding_window_view

RATE_HZ = 25600
STANDARD_GRAVITY_M_PER_S2 = 9.80665
SEGMENT = 4096
LOW_HZ, HIGH_HZ = 2000, 10000

block = np.fromfile(sys.argv[1], "<f4").astype(np.float64)
LENGTH = len(block)
LINES = LENGTH // 2 + 1
HANN = scipy.signal.get_window("hann", LENGTH)
HANN_SUM, HANN_POWER = HANN.sum(), np.sum(HANN**2)
SEGMENT_HANN = scipy.signal.get_window("hann", SEGMENT)
PSD_SCALE = np.full(SEGMENT // 2 + 1, 2 / (RATE_HZ * np.sum(SEGMENT_HANN**2)))
PSD_SCALE[[0, -1]] /= 2
FREQUENCY = scipy.fft.rfftfreq(LENGTH, 1 / RATE_HZ)
BAND = slice(int(np.searchsorted(FREQUENCY, LOW_HZ)), int(np.searchsorted(FREQUENCY, HIGH_HZ, side="right")))
ISO = slice(int(np.searchsorted(FREQUENCY, 10)), int(np.searchsorted(FREQUENCY, 1000, side="right")))
ENVELOPE_LINES = int(np.searchsorted(FREQUENCY, 1000, side="right"))
INTEGRATION = 2 / (LENGTH * HANN_POWER) / (2 * np.pi * FREQUENCY[ISO]) ** 2


def power(lines):
    return lines.real * lines.real + lines.imag * lines.imag


def features(x):
    mean = x.mean()
    centred = x - mean
    square = centred * centred
    m2 = square.mean()
    m3 = np.dot(square, centred) / LENGTH
    m4 = np.dot(square, square) / LENGTH
    rms = np.sqrt(m2)
    peak = max(centred.max(), -centred.min())

    weighted = scipy.fft.rfft(centred * HANN)
    velocity = 1000 * STANDARD_GRAVITY_M_PER_S2 * np.sqrt(np.dot(power(weighted[ISO]), INTEGRATION))

    lines = scipy.fft.rfft(x)
    analytic = np.zeros(LENGTH, complex)
    analytic[BAND] = 2 * lines[BAND]
    envelope = np.abs(scipy.fft.ifft(analytic, overwrite_x=True))
    envelope_rms = np.sqrt(np.dot(envelope, envelope) / LENGTH)
    envelope_lines = scipy.fft.rfft((envelope - envelope.mean()) * HANN)[:ENVELOPE_LINES]
    envelope_amplitude = np.abs(envelope_lines) * (2 / HANN_SUM)
    # 0 Hz has no mirror image: its power counts once.
    envelope_amplitude[0] /= np.sqrt(2)

    segments = sliding_window_view(x, SEGMENT)[:: SEGMENT // 2]
    tapered = (segments - segments.mean(axis=1, keepdims=True)) * SEGMENT_HANN
    psd = power(scipy.fft.rfft(tapered, axis=1)).mean(axis=0) * PSD_SCALE

    return {
        "mean": mean,
        "rms": rms,
        "peak": peak,
        "crest": peak / rms,
        "skewness": m3 / (m2 * rms),
        "kurtosis": m4 / (m2 * m2),
        "velocityRmsMmPerS": velocity,
        "envelopeRms": envelope_rms,
        "envelopeAmplitude": envelope_amplitude,
        "psd": psd,
    }


for line in sys.stdin:
    started = time.process_time()
    for _ in range(int(line)):
        result = features(block)
    seconds = time.process_time() - started
    print(json.dumps({"seconds": seconds, "features": {name: np.asarray(v).tolist() for name, v in result.items()}}), flush=True)
