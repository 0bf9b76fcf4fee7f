// Short tones for start, stop and pace. A browser without sound stays silent: the page says the same in words.

let context: AudioContext | null = null;

export function beep(hertz: number, seconds = 0.15): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    const tone = context.createOscillator();
    const volume = context.createGain();
    const now = context.currentTime;
    volume.gain.setValueAtTime(0.25, now);
    volume.gain.exponentialRampToValueAtTime(0.001, now + seconds);
    tone.frequency.value = hertz;
    tone.connect(volume).connect(context.destination);
    tone.start(now);
    tone.stop(now + seconds);
  } catch {
    context = null;
  }
}

export const tones = { ready: 440, go: 880, stop: 330, pace: 660 };
