#!/usr/bin/env python3
"""Makes the seven demo tunes, as Artist/Album/Title.mp3 beside this file.

Needs python3 with numpy, and ffmpeg with libmp3lame (Debian: python3-numpy ffmpeg); run it without arguments.
The tunes are original and made of sine waves and noise; they are not the recordings whose names they carry.
Everything is computed: the same machine makes the same bytes again.
"""
import pathlib
import re
import subprocess

import numpy as np

RATE = 44_100
ALBUM = "PlaylistAspire demo tunes"
COMMENT = "An original tune made for PlaylistAspire; it is not the recording of this name."
HERE = pathlib.Path(__file__).parent
NOTES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}


def pitch(name):
    """The frequency of a note: 'a4' is 440 Hz, 'c#5' and 'eb3' are a half tone up and down."""
    letter, sign, octave = re.fullmatch(r"([a-g])([#b]?)(\d)", name).groups()
    return 440 * 2 ** ((NOTES[letter] + {"#": 1, "b": -1, "": 0}[sign] - 9) / 12 + int(octave) - 4)


def envelope(length, attack, release, curve=0.0):
    """Rises in `attack` seconds, decays by `curve` per second, falls in the last `release` seconds."""
    t = np.arange(length) / RATE
    rise = np.minimum(1, t / attack)
    fall = np.minimum(1, (length / RATE - t) / release)
    return rise * np.clip(fall, 0, 1) * np.exp(-curve * t)


# Instruments: a frequency and a length in samples give a sound.

def pluck(f, n):
    t = np.arange(n) / RATE
    return sum(np.sin(2 * np.pi * f * k * t) * np.exp(-t * (3 + 2.2 * k)) / k for k in range(1, 8)) * envelope(n, 0.003, 0.03)


def pad(f, n):
    t = np.arange(n) / RATE
    voices = sum(np.sin(2 * np.pi * f * d * t + p) for d, p in ((0.997, 0), (1, 1), (1.003, 2), (2.001, 3)))
    return voices / 4 * envelope(n, min(0.35, n / RATE / 3), min(0.5, n / RATE / 3))


def lead(f, n):
    t = np.arange(n) / RATE
    phase = 2 * np.pi * f * t + 0.25 * np.sin(2 * np.pi * 5.2 * t) * np.minimum(1, t / 0.3)
    return sum(np.sin(k * phase) / k ** 1.6 for k in (1, 2, 3, 4, 5, 6)) * 0.8 * envelope(n, 0.02, 0.06, 0.6)


def bell(f, n):
    t = np.arange(n) / RATE
    return (np.sin(2 * np.pi * f * t + 2.5 * np.exp(-4 * t) * np.sin(2 * np.pi * 3.5 * f * t))) * envelope(n, 0.002, 0.05, 3.2)


def organ(f, n):
    t = np.arange(n) / RATE
    drawbars = ((0.5, .5), (1, 1), (2, .6), (3, .35), (4, .25))
    return sum(a * np.sin(2 * np.pi * f * k * t) for k, a in drawbars) / 2.2 * envelope(n, 0.015, 0.05) * (1 + .12 * np.sin(2 * np.pi * 6 * t))


def chip(f, n):
    t = np.arange(n) / RATE
    return sum(np.sin(2 * np.pi * f * k * t) / k for k in (1, 3, 5, 7, 9)) * 0.7 * envelope(n, 0.004, 0.02, 2.5)


def bass(f, n):
    t = np.arange(n) / RATE
    return np.tanh(1.8 * (np.sin(2 * np.pi * f * t) + .35 * np.sin(4 * np.pi * f * t))) * envelope(n, 0.006, 0.04, 1.2)


def kick(n, random):
    t = np.arange(n) / RATE
    return np.sin(2 * np.pi * (48 * t + 9 * (1 - np.exp(-22 * t)))) * np.exp(-9 * t)


def snare(n, random):
    t = np.arange(n) / RATE
    return (random.normal(size=n) * .5 * np.exp(-17 * t) + np.sin(2 * np.pi * 185 * t) * .5 * np.exp(-22 * t))


def hat(n, random):
    noise = random.normal(size=n)
    return np.diff(noise, prepend=0) * .35 * np.exp(-55 * np.arange(n) / RATE)


DRUMS = {"k": (kick, .35), "s": (snare, .25), "h": (hat, .12)}


class Tune:
    """A stereo mix that parts are played into; positions and lengths are in beats."""

    def __init__(self, tempo, beats, seed):
        self.beat = 60 / tempo
        self.mix = np.zeros((int((beats * self.beat + 1.6) * RATE), 2))
        self.random = np.random.default_rng(seed)

    def add(self, sound, at, gain, pan):
        start = int(at * self.beat * RATE)
        sound = sound[: len(self.mix) - start]
        self.mix[start:start + len(sound), 0] += sound * gain * np.sqrt((1 - pan) / 2)
        self.mix[start:start + len(sound), 1] += sound * gain * np.sqrt((1 + pan) / 2)

    def play(self, instrument, score, gain=.3, pan=0.0, at=0.0, repeat=1, ring=1.0):
        """A score is `note:beats` by spaces; `c4+e4+g4` is a chord, `-` a rest; `ring` lets notes sound longer."""
        for _ in range(repeat):
            for item in score.split():
                names, beats = item.split(":")
                for name in [] if names == "-" else names.split("+"):
                    self.add(instrument(pitch(name), int(float(beats) * ring * self.beat * RATE)), at, gain, pan)
                at += float(beats)
        return self

    def arpeggio(self, instrument, chords, step, gain=.2, pan=0.0, at=0.0):
        """Each chord is `notes:beats`, its notes played round and round, one each `step` beats."""
        for item in chords.split():
            names, beats = item.split(":")
            notes = names.split("+")
            for i in range(int(float(beats) / step)):
                self.add(instrument(pitch(notes[i % len(notes)]), int(step * 1.7 * self.beat * RATE)), at + i * step, gain, pan * (-1) ** i)
            at += float(beats)
        return self

    def drum(self, pattern, step, at=0.0, repeat=1, gain=1.0):
        """One letter a step: k kick, s snare, h hat, `.` nothing; patterns on top of one another are separate calls."""
        for i, letter in enumerate(pattern * repeat):
            if letter in DRUMS:
                make, length = DRUMS[letter]
                self.add(make(int(length * RATE), self.random), at + i * step, gain * (.9 + .1 * self.random.random()), 0)
        return self

    def master(self):
        """An echo, a gentle saturation, a fade at the end, and the same level for all."""
        wet = self.mix.copy()
        for delay, gain in ((.031, .22), (.047, .18), (.75 * self.beat, .2), (1.5 * self.beat, .09)):
            shift = int(delay * RATE)
            wet[shift:, :] += self.mix[:-shift, ::-1] * gain
        fade = int(1.5 * RATE)
        wet[-fade:] *= np.linspace(1, 0, fade)[:, None] ** 1.5
        wet *= .16 / np.sqrt(np.mean(wet ** 2))
        return np.tanh(wet * 1.1) * .82


def cruel_summer():
    t = Tune(112, 20, 1)
    t.arpeggio(pluck, "a3+c4+e4+a4:4 f3+a3+c4+f4:4 c4+e4+g4+c5:4 g3+b3+d4+g4:4 a3+c4+e4+a4:4", .5, .32, .5)
    t.play(bass, "a1:1.5 a1:.5 a1:1 e2:1 f1:1.5 f1:.5 f1:1 c2:1 c2:1.5 c2:.5 c2:1 g2:1 g1:1.5 g1:.5 g1:1 d2:1 a1:4", .3)
    t.play(lead, "-:4 e5:.75 d5:.25 c5:1 a4:2 g4:.5 c5:.5 e5:1 g5:2 d5:1.5 b4:.5 g4:2 a4:4", .17, .15)
    return t.drum("k...s...", .5, 4, 4, .7).drum("h", .5, 4, 32, .6)


def lover():
    t = Tune(84, 15, 2)
    t.play(pad, "d3+f#3+a3:3 b2+d3+f#3:3 g2+b2+d3:3 a2+c#3+e3:3 d3+f#3+a3:3", .26, -.2, ring=1.15)
    t.play(organ, "f#4:1 a4:1 d5:1 c#5:2 b4:1 b4:1 d5:1 g5:1 e5:2 c#5:1 d5:3", .2, .2)
    t.play(pluck, "d2:1 a3+d4:1 a3+d4:1 b1:1 f#3+b3:1 f#3+b3:1 g1:1 d3+g3:1 d3+g3:1 a1:1 e3+a3:1 e3+a3:1 d2:3", .35)
    return t.drum("h.", .5, 0, 15, .5)


def box_breathing():
    t = Tune(60, 11, 3)
    t.play(pad, "e3+b3+g4:4 c3+g3+e4:4 d3+a3+f#4:3", .4, ring=1.25)
    t.play(pad, "e2:4 c2:4 d2:3", .3, ring=1.2)
    t.play(bell, "-:.5 b5:1 g5:1 f#5:1.5 e5:1 g5:1 b5:2 a5:1 f#5:2", .16, .45, ring=2.2)
    return t.play(bell, "-:2.25 e6:2 d6:2 b5:2 f#6:2", .07, -.6, ring=2)


def to_the_creatures():
    t = Tune(96, 16, 4)
    t.play(bass, "d2:.75 d2:.25 f2:.5 g2:.5 d2:.75 c2:.25 a1:1 d2:.75 d2:.25 f2:.5 g2:.5 bb1:1 c2:1", .34, repeat=2)
    t.arpeggio(chip, "d4+a4+f4+c5:4 d4+g4+bb4+f5:4 d4+a4+f4+c5:4 bb3+f4+a4+d5:4", .25, .1, .7)
    t.play(lead, "-:4 a4:1.5 g4:.5 f4:1 d4:1 c5:1.5 bb4:.5 a4:1 f4:1 g4:1 e4:1 d4:2", .2)
    return t.drum("k..k..s.k.k...s.", .25, 0, 4, .8).drum(".h.hh.h.", .25, 0, 8, .5)


def golden():
    t = Tune(124, 24, 5)
    t.play(organ, "f4+a4+c5:1.5 f4+a4+c5:.5 -:2 g4+bb4+d5:1.5 g4+bb4+d5:.5 -:2 a4+c5+e5:1.5 a4+c5+e5:.5 -:2 bb4+d5+f5:2 c5+e5+g5:2", .12, -.3)
    t.play(organ, "f4+a4+c5:1.5 f4+a4+c5:.5 -:2 c5+e5+g5:1.5 c5+e5+g5:.5 -:2", .12, -.3, at=16)
    t.play(bass, "f2:.5 f2:.5 f3:.5 f2:.5 f2:.5 c3:.5 f2:1 g2:.5 g2:.5 g3:.5 g2:.5 g2:.5 d3:.5 g2:1 a2:.5 a2:.5 a3:.5 a2:.5 a2:.5 e3:.5 a2:1 bb2:2 c3:2 f2:4 f2:4", .28)
    t.play(bell, "c6:.5 a5:.5 f5:1 -:2 d6:.5 bb5:.5 g5:1 -:2 e6:.5 c6:.5 a5:1 -:2 f6:1 d6:1 g6:1 e6:1 f6:4", .2, .3, at=0, ring=1.5)
    return t.drum("k.h.k.h.", .5, 0, 5, .8).drum("..s...s.", .5, 4, 4, .7)


def take_down():
    t = Tune(138, 24, 6)
    t.play(bass, "e2:.5 e2:.25 e2:.25 g2:.5 e2:.5 bb2:.5 a2:.5 g2:.5 d2:.5", .36, repeat=6)
    t.play(chip, "e4+b4:2 -:2 g4+d5:1 f#4+c#5:1 -:2", .13, -.4, repeat=3)
    t.play(lead, "-:8 b4:.5 -:.5 b4:.5 d5:.5 e5:2 g5:.5 f#5:.5 e5:1 d5:1 b4:1 e5:.5 d5:.5 b4:1 a4:2 g4:1 b4:1 e4:2", .18, .25)
    return t.drum("k.k.s..kk.k.s.ss", .25, 0, 6, .9).drum("hhhh", .25, 8, 16, .5)


def how_its_done():
    t = Tune(104, 20, 7)
    t.play(pluck, "g4:.75 g4:.25 bb4:.5 c5:.5 d5:.5 c5:.5 bb4:1 eb5:.75 d5:.25 c5:.5 bb4:.5 g4:2", .36, .2, repeat=2)
    t.play(pluck, "g4+bb4+d5:4", .3, at=16)
    t.play(organ, "g3+bb3+d4:4 eb3+g3+bb3:2 f3+a3+c4:2 c3+eb3+g3:4 d3+f#3+a3:4 g3+bb3+d4:4", .11, -.25)
    t.play(bass, "g1:1 -:.5 g1:.5 d2:1 g1:1 eb2:1 -:.5 eb2:.5 f2:1 f2:1 c2:1 -:.5 c2:.5 g2:1 c2:1 d2:1 -:.5 d2:.5 a2:1 d2:1 g1:4", .34)
    return t.drum("k..hs.h.k.khs..h", .25, 0, 4, .85)


CATALOGUE = [
    ("Cruel Summer", "Taylor Swift", cruel_summer),
    ("Lover", "Taylor Swift", lover),
    ("Box Breathing", "Sorry Ghost", box_breathing),
    ("To The Creatures", "Sorry Ghost", to_the_creatures),
    ("Golden", "HUNTRX", golden),
    ("Take Down", "HUNTRX", take_down),
    ("How It's Done", "HUNTRX", how_its_done),
]


def encode(samples, path, tags):
    pcm = (samples * 32767).astype("<i2").tobytes()
    metadata = [argument for name, value in tags.items() for argument in ("-metadata", f"{name}={value}")]
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", "2", "-i", "-", "-c:a", "libmp3lame", "-b:a", "128k",
         "-id3v2_version", "3", "-fflags", "+bitexact", "-flags:a", "+bitexact", *metadata, str(path)],
        input=pcm, check=True)


def main():
    for track, (title, artist, compose) in enumerate(CATALOGUE, 1):
        path = HERE / artist / ALBUM / f"{title}.mp3"
        path.parent.mkdir(parents=True, exist_ok=True)
        tags = {"title": title, "artist": artist, "album": ALBUM, "track": f"{track}/{len(CATALOGUE)}", "date": "2026", "genre": "Electronic", "comment": COMMENT}
        encode(compose().master(), path, tags)


if __name__ == "__main__":
    main()
