"""Golden values for order tracking in packages/dsp: NumPy and SciPy in float64.

Run with Debian's python3-scipy:  /usr/bin/python3 conformance/dsp/order.py && npx biome format --write conformance/dsp/order.json
Writes order.json beside itself. `Shaft` states the signals by the angle of the shaft, and packages/dsp/test/rotation.ts makes the same
ones; samples are rounded to float32.
"""

import numpy as np
import scipy.interpolate
import scipy.optimize
import scipy.signal

from core import noise, write

# Order, amplitude, phase in periods.
ORDERS = [[1, 1.0, 0.1], [2, 0.5, 0.3], [3, 0.4, 0.7], [5, 0.3, 0.2], [7.3, 0.4, 0.6], [12, 0.3, 0.9]]


class Shaft:
    """Turns at speed_hz + slope·t + swing·cos(2π·swing_hz·t)."""

    def __init__(self, speed_hz, slope_hz_per_s=0.0, swing_hz=0.0, swing_rate_hz=1.0):
        self.speed_hz, self.slope_hz_per_s, self.swing_hz, self.swing_rate_hz = speed_hz, slope_hz_per_s, swing_hz, swing_rate_hz

    def revolutions(self, t):
        swing = self.swing_hz * np.sin(2 * np.pi * self.swing_rate_hz * t) / (2 * np.pi * self.swing_rate_hz)
        return self.speed_hz * t + 0.5 * self.slope_hz_per_s * t * t + swing

    def given(self):
        return {"speedHz": self.speed_hz, "slopeHzPerS": self.slope_hz_per_s, "swingHz": self.swing_hz, "swingRateHz": self.swing_rate_hz}


def vibration(angle, noise_amplitude=0.0, seed=1):
    x = noise_amplitude * noise(len(angle), seed)
    for order, amplitude, phase in ORDERS:
        x = x + amplitude * np.cos(2 * np.pi * (order * angle + phase))
    return x.astype(np.float32).astype(np.float64)


def tacho(angle, pulses_per_revolution):
    """A smooth pulse of 3.3 V, a tenth of its period wide, over an offset of 0.4 V."""
    return (0.4 + 3.3 * np.exp(20 * (np.cos(2 * np.pi * pulses_per_revolution * angle) - 1))).astype(np.float32).astype(np.float64)


def picked(values, count=40):
    values = np.asarray(values, dtype=float)
    at = sorted({0, len(values) - 1} | {int(i) for i in np.linspace(0, len(values) - 1, count)})
    return {"length": len(values), "at": at, "values": [float(values[i]) for i in at], "largest": float(np.max(np.abs(values)))}


def case(function, name, given, expected):
    return {"function": function, "case": name, "input": given, "expected": expected}


def pulse_cases():
    for shaft, pulses, edge, sign in [(Shaft(29.5, 2.0), 1, "rising", 1), (Shaft(10.3, swing_hz=0.5), 4, "falling", -1)]:
        length, rate = 25600, 12800
        x = tacho(shaft.revolutions(np.arange(length) / rate), pulses)
        level = (x.min() + x.max()) / 2
        after = np.flatnonzero((sign * x[:-1] < sign * level) & (sign * x[1:] >= sign * level)) + 1
        times = (after - 1 + (level - x[after - 1]) / (x[after] - x[after - 1])) / rate
        given = {**shaft.given(), "length": length, "sampleRateHz": rate, "pulsesPerRevolution": pulses, "edge": edge}
        yield case("tachoPulseTimes", f"{edge}, {pulses} per revolution, {len(times)} pulses", given, picked(times))

    shaft, pulses = Shaft(20.0, 1.5, swing_hz=0.3), 2
    ideal = np.arange(120) / pulses
    times = np.array([scipy.optimize.brentq(lambda t, a=angle: shaft.revolutions(t) - a, -0.1, 10, xtol=1e-14) for angle in ideal])
    missing, extra = [17, 40, 41, 90], [(5, 0.3), (60, 0.7), (61, 0.55)]
    kept = np.delete(np.arange(120), missing)
    added = [times[i] + ratio * (times[i + 1] - times[i]) for i, ratio in extra]
    seen = np.sort(np.concatenate([times[kept], added]))
    given = {"pulseTimesS": seen.tolist(), "pulsesPerRevolution": pulses}
    mended = {"timesS": picked(times[kept], 200), "revolutions": picked(ideal[kept], 200), "missingPulses": len(missing), "extraPulses": len(extra)}
    yield case("tachoShaftAngle", "4 of 120 pulses missing, 3 too many", given, mended)
    speeds = {"timesS": picked((times[1:] + times[:-1]) / 2), "speedHz": picked(np.diff(ideal) / np.diff(times))}
    yield case("speedProfile", "120 pulses at 20 to 110 Hz", {"timesS": times.tolist(), "revolutions": ideal.tolist()}, speeds)


def anti_aliased(x, place, ratio):
    """The windowed sinc that the documentation states, evaluated exactly: cut-off 0.9, 80 dB, transition from 0.8 to 1."""
    half = (80 - 7.95) / (2 * 2.285 * np.pi * 0.2)
    beta = scipy.signal.kaiser_beta(80)
    i = np.arange(np.ceil(place - half / ratio), np.floor(place + half / ratio) + 1)
    distance = (i - place) * ratio
    weights = np.sinc(0.9 * distance) * np.i0(beta * np.sqrt(1 - (distance / half) ** 2))
    return np.sum(weights * x(i)) / np.sum(weights)


def odd_reflection(x):
    last = len(x) - 1

    def at(i):
        inside = np.clip(i, 0, last).astype(int)
        mirrored = np.where(i < 0, -i, np.where(i > last, 2 * last - i, i)).astype(int)
        return np.where(i < 0, 2 * x[0] - x[mirrored], np.where(i > last, 2 * x[-1] - x[mirrored], x[inside]))

    return at


def order_cases():
    for shaft, length, rate, per_revolution, knots, noise_amplitude in [
        (Shaft(29.5), 12800, 12800, 256, 40, 0.2),
        (Shaft(20.0, 10.0), 25600, 12800, 128, 60, 0.2),
        (Shaft(25.0, swing_hz=1.0), 25600, 12800, 1024, 120, 0.0),
        (Shaft(48.7, -2.0), 20000, 5000, 64, 90, 0.1),
    ]:
        t = np.arange(length) / rate
        x = vibration(shaft.revolutions(t), noise_amplitude)
        times = np.arange(knots) / (knots - 1) * (length - 1) / rate
        angle = shaft.revolutions(times)
        count = int(np.floor(angle[-1] * per_revolution + 1e-6))
        grid = np.arange(count + 1) / per_revolution
        instants = scipy.interpolate.PchipInterpolator(angle, times)(grid)
        ratios = np.minimum(1, 1 / (np.diff(instants) * rate))
        reflected = odd_reflection(x)
        angular = np.array([anti_aliased(reflected, place * rate, ratio) for place, ratio in zip(instants, ratios)])
        name = f"{shaft.speed_hz} Hz, slope {shaft.slope_hz_per_s}, swing {shaft.swing_hz}, {per_revolution} samples a revolution"
        given = {**shaft.given(), "length": length, "sampleRateHz": rate, "samplesPerRevolution": per_revolution, "knots": knots}
        given["noise"] = noise_amplitude
        expected = {"kernel": picked(angular, 100), "meanSpeedHz": float(count / per_revolution / (instants[-1] - instants[0]))}
        if noise_amplitude == 0:
            # Only far from the ends, where neither reflection nor spline ends matter.
            inner = (instants[:-1] > 0.1) & (instants[:-1] < t[-1] - 0.1)
            spline = scipy.interpolate.CubicSpline(t, x)(instants[:-1])
            at = np.flatnonzero(inner)[:: max(1, int(inner.sum() / 60))]
            expected["spline"] = {"length": count, "at": at.tolist(), "values": spline[at].tolist(), "largest": float(np.abs(x).max())}
        yield case("angularResample", name, given, expected)
        revolutions = count // per_revolution
        whole = angular[: revolutions * per_revolution]
        hann = scipy.signal.get_window("hann", len(whole))
        amplitude = 2 * np.abs(np.fft.rfft((whole - whole.mean()) * hann)) / hann.sum()
        amplitude[0] /= 2
        yield case("orderSpectrum", name, given, {"resolutionOrders": 1 / revolutions, "amplitude": picked(amplitude[: 20 * revolutions], 300)})
        average = whole.reshape(revolutions, per_revolution).mean(axis=0)
        residual = whole - np.tile(average, revolutions)
        ratio = float(np.mean(average**2) / np.mean(whole**2))
        expected = {"average": picked(average), "residual": picked(residual), "synchronousRatio": ratio, "periods": revolutions}
        yield case("timeSynchronousAverage", name, given, expected)


def comb_fit(x, rate, harmonics, start_hz, reach_hz):
    """Speed whose harmonics leave the least squares residual, Hann-weighted: a search over time signals instead of spectral lines."""
    t = np.arange(len(x)) / rate
    weight = np.sqrt(scipy.signal.get_window("hann", len(x)))

    def left(speed):
        phases = 2 * np.pi * speed * np.outer(t, harmonics)
        columns = np.column_stack([np.ones_like(t), np.cos(phases), np.sin(phases)]) * weight[:, None]
        return np.linalg.lstsq(columns, x * weight, rcond=None)[1][0]

    grid = np.linspace(start_hz - reach_hz, start_hz + reach_hz, 61)
    best = grid[int(np.argmin([left(speed) for speed in grid]))]
    step = grid[1] - grid[0]
    return float(scipy.optimize.minimize_scalar(left, bounds=(best - step, best + step), method="bounded", options={"xatol": 1e-9}).x)


def speed_cases():
    for shaft, length, rate, rated, noise_amplitude in [
        (Shaft(29.37), 12800, 12800, 30.0, 0.1),
        (Shaft(24.713), 16384, 6400, 25.0, 1.0),
        (Shaft(49.13), 25600, 25600, 48.0, 0.5),
    ]:
        x = vibration(shaft.revolutions(np.arange(length) / rate), noise_amplitude)
        given = {**shaft.given(), "length": length, "sampleRateHz": rate, "ratedSpeedHz": rated, "noise": noise_amplitude}
        speed = comb_fit(x, rate, [1, 2, 3, 5], shaft.speed_hz, 0.5)
        yield case("refineSpeed", f"{shaft.speed_hz} Hz, rated {rated} Hz, noise {noise_amplitude}", given, {"speedHz": speed})


def track_cases():
    """The phase of the analytic signal of harmonic 1, band-passed: compared as the angle between instants far from the ends."""
    for shaft, noise_amplitude in [(Shaft(29.5, 0.1), 0.1), (Shaft(25.0, swing_hz=0.2, swing_rate_hz=0.05), 0.3)]:
        length, rate = 128000, 6400
        t = np.arange(length) / rate
        x = vibration(shaft.revolutions(t), noise_amplitude)
        sos = scipy.signal.butter(3, [0.7 * shaft.speed_hz, 1.4 * shaft.speed_hz], "bandpass", fs=rate, output="sos")
        phase = np.unwrap(np.angle(scipy.signal.hilbert(scipy.signal.sosfiltfilt(sos, x)))) / (2 * np.pi)
        at = np.arange(3, 18)
        expected = {"atS": at.tolist(), "revolutions": (phase[at * rate] - phase[3 * rate]).tolist()}
        given = {**shaft.given(), "length": length, "sampleRateHz": rate, "ratedSpeedHz": shaft.speed_hz + 10 * shaft.slope_hz_per_s, "noise": noise_amplitude}
        yield case("trackSpeed", f"{shaft.speed_hz} Hz, slope {shaft.slope_hz_per_s}, swing {shaft.swing_hz}, noise {noise_amplitude}", given, expected)


if __name__ == "__main__":
    write("order", [*pulse_cases(), *order_cases(), *speed_cases(), *track_cases()])
