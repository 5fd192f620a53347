"""Small measurement files as other programs write them, with what is in them: files.json.

WAV and MAT by SciPy; universal files by hand after "Universal File Formats" (SDRC 1994), data set 58.
Run: python3 files.py
"""

import base64
import io
import json
import struct

import numpy as np
import scipy
import scipy.io
import scipy.io.wavfile

rng = np.random.default_rng(7)
a = rng.standard_normal(9)
b = rng.standard_normal(9)
files = []


def add(name, content, channels, numbers=None):
    files.append(
        {
            "name": name,
            "base64": base64.b64encode(content).decode(),
            "channels": [{**channel, "samples": [float(v) for v in channel["samples"]]} for channel in channels],
            "numbers": numbers or {},
        }
    )


def wav(name, rate, stored, expected):
    out = io.BytesIO()
    scipy.io.wavfile.write(out, rate, stored)
    columns = expected.reshape(len(expected), -1).T
    add(name, out.getvalue(), [{"name": str(i + 1), "sampleRateHz": rate, "samples": c} for i, c in enumerate(columns)])


pcm16 = (np.stack([a, b], 1) * 5000).astype(np.int16)
wav("pcm16.wav", 25600, pcm16, pcm16 / 2**15)
pcm32 = (a * 2**28).astype(np.int32)
wav("pcm32.wav", 48000, pcm32, pcm32 / 2**31)
pcm8 = (a * 30 + 128).astype(np.uint8)
wav("pcm8.wav", 8000, pcm8, (pcm8.astype(float) - 128) / 128)
float32 = np.stack([a, b], 1).astype(np.float32)
wav("float32.wav", 12800, float32, float32)
wav("float64.wav", 12800, a, a)

content = {
    "DE_time": a.reshape(-1, 1),
    "row": b.reshape(1, -1),
    "pair": np.stack([a, b], 1),
    "counts": np.arange(9, dtype=np.int16).reshape(-1, 1),
    "RPM": np.array([[1797]]),
    "label": "a text",
    "wave": a + 1j * b,
    "bearing": {"sr": 97656.0, "gs": b.reshape(-1, 1), "load": 270.0},
    "listed": np.array([[a, "text"]], dtype=object),
}
channels = [
    {"name": "DE_time", "samples": a},
    {"name": "row", "samples": b},
    {"name": "pair(1)", "samples": a},
    {"name": "pair(2)", "samples": b},
    {"name": "counts", "samples": np.arange(9)},
    {"name": "bearing.gs", "samples": b},
]
numbers = {"RPM": 1797, "bearing.sr": 97656, "bearing.load": 270}
for name, packed in (("plain.mat", False), ("packed.mat", True)):
    out = io.BytesIO()
    scipy.io.savemat(out, content, do_compression=packed)
    add(name, out.getvalue(), channels, numbers)


def heading(kind, step, count, direction):
    return [
        "NONE",
        "a time response",
        "23-NOV-26    09:00:00",
        "NONE",
        "NONE",
        f"{1:5d}{0:10d}{1:5d}{0:10d} {'NONE':<10}{12:10d}{direction:4d} {'NONE':<10}{0:10d}{0:4d}",
        f"{kind:10d}{count:10d}{1:10d}{0.0:13.5E}{step:13.5E}{0.0:13.5E}",
        f"{17:10d}{0:5d}{0:5d}{0:5d} {'Time':<20} {'s':<20}",
        f"{12:10d}{0:5d}{0:5d}{0:5d} {'Acceleration':<20} {'m/s2':<20}",
        f"{0:10d}{0:5d}{0:5d}{0:5d} {'NONE':<20} {'NONE':<20}",
        f"{0:10d}{0:5d}{0:5d}{0:5d} {'NONE':<20} {'NONE':<20}",
    ]


def lines(rows):
    return "".join(f"{row:<80}\r\n" for row in rows).encode()


def in_rows(values, per_row, form):
    texts = [form % v for v in values]
    return ["".join(texts[i : i + per_row]) for i in range(0, len(texts), per_row)]


single = np.array([float("%13.5E" % v) for v in a])
unit = {"sampleRateHz": 1 / 0.00125, "unit": "m/s2"}
text_set = lines(["    -1", "    58", *heading(2, 0.00125, 9, 3), *in_rows(a, 6, "%13.5E"), "    -1"])
double_set = lines(["    -1", "    58", *heading(4, 0.00125, 9, -1), *in_rows(b, 4, "%20.12E"), "    -1"])
units_set = lines(["    -1", "   164", "         1SI: Meter (newton)         2", "    -1"])
add(
    "text.uff",
    units_set + text_set + double_set,
    [{"name": "12:+Z", "samples": single, **unit}, {"name": "12:-X", "samples": b, **unit}],
)


def binary(order, values, kind, code):
    title = f"    58b{1 if order == '<' else 2:6d}{2:6d}{11:12d}{len(values) * struct.calcsize(code):12d}{0:6d}{0:6d}{0:12d}{0:12d}"
    data = struct.pack(f"{order}{len(values)}{code}", *values)
    return lines(["    -1", title]) + lines(heading(kind, 0.00125, len(values), 2)) + data + b"\r\n" + lines(["    -1"])


add("little.uff", binary("<", a, 2, "f"), [{"name": "12:+Y", "samples": a, **unit}])
add("big.uff", binary(">", b, 4, "d") + text_set, [{"name": "12:+Y", "samples": b, **unit}, {"name": "12:+Z", "samples": single, **unit}])

with open("files.json", "w") as out:
    json.dump({"made": f"numpy {np.__version__}, scipy {scipy.__version__}", "files": files}, out, indent=1)
    out.write("\n")
