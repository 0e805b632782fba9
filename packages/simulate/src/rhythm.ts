/** When in their week people look at their mail. */

/** By hour of the week from Monday 00:00 on the reader's own clock: how likely to look, 1 at most. */
export type Rhythm = Float32Array

const peaks: readonly (readonly number[])[] = [
  [7], // before work
  [9], // at the desk
  [11],
  [13], // at lunch
  [16],
  [18], // on the way home
  [20], // on the sofa
  [22],
  [8, 20.5], // at both ends of the day
  [1, 4], // shift workers
]
const shift = peaks.length - 1
const both = shift - 1
const amplitudes = [0.2, 0.4, 0.6, 0.8, 1] as const
const weekends = [0.35, 0.8, 1.15] as const

const hoursApart = (a: number, b: number) => {
  const apart = Math.abs(a - b) % 24
  return Math.min(apart, 24 - apart)
}

/** Most people sleep at night, whatever their habits; shift workers by day. */
const awake = (hour: number, archetype: number) => {
  const fromMidSleep = hoursApart(hour, archetype === shift ? 12 : 3)
  return 0.05 + 0.95 / (1 + Math.exp(3.2 * (3.6 - fromMidSleep)))
}

function drawWeek(archetype: number, amplitude: number, weekend: number): Rhythm {
  const week = Float32Array.from({ length: 168 }, (_, i) => {
    const free = i >= 120
    const hour = (i % 24) - (free ? 1.5 : 0) // they get up later
    const bump = Math.max(
      ...(peaks[archetype] ?? []).map((peak) => Math.exp(-(hoursApart(hour, peak) ** 2) / 8)),
    )
    return awake(hour, archetype) * Math.exp(amplitude * (2 * bump - 1)) * (free ? weekend : 1)
  })
  const most = Math.max(...week)
  return week.map((likely) => likely / most)
}

const all: readonly Rhythm[] = peaks.flatMap((_, archetype) =>
  amplitudes.flatMap((amplitude) => weekends.map((w) => drawWeek(archetype, amplitude, w))),
)

/** Draws are three numbers in [0, 1), so that whoever draws decides from which stream. */
export function rhythmOf(
  archetypeDraw: number,
  amplitudeDraw: number,
  weekendDraw: number,
): Rhythm {
  const archetype =
    archetypeDraw < 0.05
      ? both
      : archetypeDraw < 0.1
        ? shift
        : Math.floor(((archetypeDraw - 0.1) / 0.9) * 8)
  const amplitude = Math.floor(amplitudeDraw * amplitudes.length)
  const weekend = Math.floor(weekendDraw * weekends.length)
  const rhythm = all[(archetype * amplitudes.length + amplitude) * weekends.length + weekend]
  if (!rhythm) throw new Error('a draw outside [0, 1)')
  return rhythm
}

const hour = 3_600_000

/** 0 is Monday 00:00. The epoch began on a Thursday. */
export const hourOfWeek = (localTime: number) => (Math.floor(localTime / hour) + 72) % 168

export const isOfficeHour = (localTime: number) => {
  const at = hourOfWeek(localTime)
  return at < 120 && at % 24 >= 8 && at % 24 < 18
}
