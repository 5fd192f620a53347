"""Golden values for packages/dsp from an independent implementation (NumPy and SciPy, float64): area `current`.

Run with Debian's python3-scipy:  /usr/bin/python3 conformance/dsp/current.py && npx biome format --write conformance/dsp/current.json
Writes current.json beside itself. Where packages/dsp reads lines of a Hann-windowed spectrum, this fits tones to the samples by least
squares: another method, so that an error of windowing or interpolation cannot be in both. `tones` states the signals, and
packages/dsp/test/motor-currents.ts makes the same ones.
"""

import numpy as np
import scipy.optimize

from core import noise, write

ALPHA = np.exp(2j * np.pi / 3)


def tones(length, rate_hz, lines, noise_amplitude=0, seed=1):
    """Cosines of (amplitude, frequencyHz, phaseDeg at the first sample) and uniform noise; rounded to float32."""
    t = np.arange(length)
    x = noise_amplitude * noise(length, seed)
    for line in lines:
        x = x + line["amplitude"] * np.cos(2 * np.pi * line["frequencyHz"] * t / rate_hz + np.deg2rad(line.get("phaseDeg", 0)))
    return x.astype(np.float32).astype(np.float64)


def tone(amplitude, frequency_hz, phase_deg=0):
    return {"amplitude": amplitude, "frequencyHz": frequency_hz, "phaseDeg": phase_deg}


def fit(x, rate_hz, frequencies):
    """Complex amplitudes (peak, cosine at the middle of the record) of tones of known frequency, with a mean."""
    t = (np.arange(len(x)) - len(x) / 2) / rate_hz
    basis = [np.ones(len(x))]
    for f in frequencies:
        basis += [np.cos(2 * np.pi * f * t), -np.sin(2 * np.pi * f * t)]
    solution = np.linalg.lstsq(np.array(basis).T, x, rcond=None)[0]
    return solution[1::2] + 1j * solution[2::2]


def fit_frequency(x, rate_hz, near_hz, harmonics):
    """The frequency at which the tone with its harmonics leaves the least residual."""

    def residual(frequency_hz):
        t = (np.arange(len(x)) - len(x) / 2) / rate_hz
        basis = [np.ones(len(x))]
        for k in harmonics:
            basis += [np.cos(2 * np.pi * k * frequency_hz * t), np.sin(2 * np.pi * k * frequency_hz * t)]
        return np.linalg.lstsq(np.array(basis).T, x, rcond=None)[1][0]

    bounds = (near_hz - 0.4 * rate_hz / len(x), near_hz + 0.4 * rate_hz / len(x))
    return scipy.optimize.minimize_scalar(residual, bounds=bounds, method="bounded", options={"xatol": 1e-9}).x


def signal_input(length, rate_hz, lines, noise_amplitude, seed):
    return {"length": length, "sampleRateHz": rate_hz, "tones": lines, "noiseAmplitude": noise_amplitude, "seed": seed}


def fundamental_cases():
    made = []
    for length, rate_hz, f, seed in [(8000, 8000, 49.87, 1), (25600, 25600, 50.013, 2), (1024, 1000, 59.94, 3), (64000, 6400, 12.3456, 4)]:
        lines = [tone(10, f, 25), tone(0.6, 5 * f, -40), tone(0.4, 7 * f, 110)]
        x = tones(length, rate_hz, lines, 0.01, seed)
        found = fit_frequency(x, rate_hz, f, [1, 5, 7])
        amplitudes = np.abs(fit(x, rate_hz, [found, 5 * found, 7 * found]))
        made.append(
            {
                "function": "currentFundamental",
                "case": f"{length} samples at {rate_hz} Hz, {f} Hz",
                "input": signal_input(length, rate_hz, lines, 0.01, seed),
                "expected": {
                    "fundamentalHz": found,
                    "fundamentalRms": amplitudes[0] / np.sqrt(2),
                    "thd": np.hypot(amplitudes[1], amplitudes[2]) / amplitudes[0],
                },
            }
        )
    return made


def line_cases():
    """Where faults show, by the formulas written out anew, and how high they stand, by fitting all tones at once."""
    f, p, rpm, bars, characteristic_hz = 49.97, 2, 1468.5, 28, 88.37
    s = (60 * f / p - rpm) / (60 * f / p)
    turn = rpm / 60
    motor = {"fundamentalHz": f, "slipRatio": s, "polePairs": p, "rotorBars": bars}
    places = {
        "rotorBarLines": [(1 - 2 * k * s) * f if sign < 0 else (1 + 2 * k * s) * f for k in (1, 2, 3) for sign in (-1, 1)],
        "eccentricityLines": [abs(f + sign * k * turn) for k in (1, 2, 3) for sign in (-1, 1)],
        "slotHarmonicLines": [(bars + d) * turn + sign * f for d in (0, -1, 1) for sign in (-1, 1)],
        "bearingCurrentLines": [abs(f + sign * k * characteristic_hz) for k in (1, 2, 3) for sign in (-1, 1)],
    }
    made = [{"function": "slip", "case": "1468.5 rpm", "input": {"fundamentalHz": f, "polePairs": p, "speedRpm": rpm}, "expected": {"value": s}}]
    for function, hz in places.items():
        parameters = {**motor, "characteristicHz": characteristic_hz, "maxOrder": 3}
        made.append({"function": function, "case": "2 pole pairs, slip 0.0204", "input": parameters, "expected": {"frequenciesHz": hz}})
    for length, rate_hz, level_db in [(16000, 1600, -40), (32000, 1600, -55)]:
        hz = places["rotorBarLines"][:2] + places["eccentricityLines"][:2]
        levels = [level_db, level_db - 3, level_db + 6, level_db + 2]
        lines = [tone(10, f, 25)] + [tone(10 * 10 ** (db / 20), at, 30 * i) for i, (at, db) in enumerate(zip(hz, levels))]
        x = tones(length, rate_hz, lines, 0.001, 7)
        amplitudes = np.abs(fit(x, rate_hz, [f, *hz]))
        made.append(
            {
                "function": "currentLineLevels",
                "case": f"{length} samples at {rate_hz} Hz, lines near {level_db} dB; deviation of the amplitude ratio, relative",
                "input": {**signal_input(length, rate_hz, lines, 0.001, 7), **motor},
                "expected": {"amplitudeRatios": (amplitudes[1:] / amplitudes[0]).tolist()},
            }
        )
    return made


def three_phase_cases():
    made = []
    systems = [
        ("near balance", 50.013, [(10, 0), (10.2, -119), (9.9, 121)]),
        ("one phase shorted", 59.96, [(14, 20), (11, -125), (9, 118)]),
        ("a-c-b", 49.5, [(10, 0), (9, 118), (10, -121)]),
    ]
    for name, f, phases in systems:
        length, rate_hz = 10000, 5000
        channels = [[tone(amplitude, f, deg), tone(0.3, 5 * f, 3 * deg)] for amplitude, deg in phases]
        x = [tones(length, rate_hz, lines, 0.01, 11 + i) for i, lines in enumerate(channels)]
        phasors = np.array([fit(one, rate_hz, [f, 5 * f])[0] for one in x]) / np.sqrt(2)
        systems_of = {"zero": phasors.sum() / 3}
        systems_of["positive"] = (phasors * [1, ALPHA, ALPHA**2]).sum() / 3
        systems_of["negative"] = (phasors * [1, ALPHA**2, ALPHA]).sum() / 3
        if abs(systems_of["negative"]) > abs(systems_of["positive"]):
            systems_of["positive"], systems_of["negative"] = systems_of["negative"], systems_of["positive"]
        ratio = systems_of["negative"] / systems_of["positive"]
        rms = np.abs(phasors)
        parameters = {"length": length, "sampleRateHz": rate_hz, "frequencyHz": f, "channels": channels, "noiseAmplitude": 0.01, "seed": 11}

        def add(function, expected, of="", **more):
            made.append({"function": function, "case": name + of, "input": {**parameters, **more}, "expected": expected})

        def parts(value):
            return [value.real, value.imag]

        add("tonePhasor", {"values": parts(phasors[0])}, ", phase a")
        add(
            "symmetricalComponents",
            {"values": [part for key in ("positive", "negative", "zero") for part in parts(systems_of[key])], "phaseRms": rms.tolist()},
        )
        add(
            "currentUnbalance",
            {
                "negativeSequence": parts(ratio),
                "zeroSequenceRatio": abs(systems_of["zero"]) / abs(systems_of["positive"]),
                "nemaRatio": np.max(np.abs(rms - rms.mean())) / rms.mean(),
            },
            ", relative to 1",
        )
        concordia = np.sqrt(2 / 3) * np.array([[1, -0.5, -0.5], [0, np.sqrt(3) / 2, -np.sqrt(3) / 2]])
        vector = concordia @ np.array(x)
        at = [0, 1, length // 3, length - 1]
        add("parkVector", {"d": vector[0, at].tolist(), "q": vector[1, at].tolist()}, at=at)
        modulus = np.linalg.norm(vector, axis=0)
        add("parkModulus", {"values": modulus[at].tolist()}, at=at)
        axes = np.linalg.svd(vector - vector.mean(axis=1, keepdims=True), compute_uv=False)
        add("parkAxisRatio", {"value": axes[1] / axes[0]})
        hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)
        spectrum = 2 * np.abs(np.fft.rfft((modulus - modulus.mean()) * hann)) / hann.sum()
        line = int(round(2 * f * length / rate_hz))
        lines_at = [line - 1, line, line + 1, 3 * line]
        add("parkModulusSpectrum", {"values": spectrum[lines_at].tolist()}, ", lines about 2f", lines=lines_at)
        double = np.abs(fit(modulus, rate_hz, [2 * f, 4 * f, 6 * f])[0])
        add("parkTwiceSupplyRatio", {"value": double / modulus.mean()})
    return made


if __name__ == "__main__":
    write("current", fundamental_cases() + line_cases() + three_phase_cases())
