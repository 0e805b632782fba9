import { describe, expect, it } from 'vitest'
import { momentReader } from './moment.ts'

const read = (format: string, zone: string, text: string, samples: readonly string[] = [text]) => {
  const reader = momentReader(format, zone, samples)
  return reader.ok ? (reader.value(text)?.toISOString() ?? null) : reader.error
}

describe('a date', () => {
  it.each([
    ['iso', '2011-03-01', '2011-03-01T00:00:00.000Z'],
    ['iso', '2011-03-01 08:26:00', '2011-03-01T08:26:00.000Z'],
    ['iso', '2011-03-01T08:26:00.5+02:00', '2011-03-01T06:26:00.500Z'],
    ['iso', '2011-03-01 08:26:00 +0200', '2011-03-01T06:26:00.000Z'],
    ['iso', '2011-03-01t08:26z', '2011-03-01T08:26:00.000Z'],
    ['iso', '2011-02-30', null],
    ['iso', '08:26', null],
    ['iso', '2011', null],
    ['epoch', '1298967960', '2011-03-01T08:26:00.000Z'],
    ['epoch-ms', '1298967960123', '2011-03-01T08:26:00.123Z'],
    ['MM/DD/YYYY HH:mm', '3/1/2011 8:26', '2011-03-01T08:26:00.000Z'],
    ['MM/DD/YYYY HH:mm', '13/1/2011 8:26', null],
    ['DD.MM.YYYY', '01.03.2011', '2011-03-01T00:00:00.000Z'],
    ['MM/DD/YY hh:mm A', '03/01/11 08:26 PM', '2011-03-01T20:26:00.000Z'],
    ['YYYYMMDD', '20110301', '2011-03-01T00:00:00.000Z'],
    ['YYYY-MM-DDTHH:mm:ssZZ', '2011-03-01T08:26:00+02:00', '2011-03-01T06:26:00.000Z'],
    ['D MMM YYYY', '1 Mar 2011', '2011-03-01T00:00:00.000Z'],
  ])('written as %s: %s is %s', (format, text, moment) => {
    expect(read(format, 'UTC', text)).toBe(moment)
  })

  it.each([
    [
      'an hour that summer time skips is an hour later',
      '2011-03-27 01:30',
      '2011-03-27T01:30:00.000Z',
    ],
    [
      'of an hour that it repeats the first is meant',
      '2011-10-30 01:30',
      '2011-10-30T00:30:00.000Z',
    ],
    ['before the change', '2011-10-30 00:30', '2011-10-29T23:30:00.000Z'],
    ['after the change', '2011-10-30 02:30', '2011-10-30T02:30:00.000Z'],
    ['in summer', '2011-07-01 12:00', '2011-07-01T11:00:00.000Z'],
    ['in winter', '2011-12-01 12:00', '2011-12-01T12:00:00.000Z'],
    ['with an offset of its own', '2011-07-01 12:00Z', '2011-07-01T12:00:00.000Z'],
  ])('on a clock in London, %s', (_when, text, moment) => {
    expect(read('iso', 'Europe/London', text)).toBe(moment)
    if (!text.endsWith('Z')) expect(read('YYYY-MM-DD HH:mm', 'Europe/London', text)).toBe(moment)
  })
  it('on a clock that changes by half an hour', () => {
    expect(read('iso', 'Australia/Lord_Howe', '2011-10-02 02:15')).toBe('2011-10-01T15:45:00.000Z')
    expect(read('iso', 'Australia/Lord_Howe', '2011-07-01 12:00')).toBe('2011-07-01T01:30:00.000Z')
  })

  it.each(['YYYY', 'MM/DD', 'tomorrow', '', 'YYYY-YYYY'])('%j is refused as a format', (format) => {
    expect(read(format, 'UTC', 'x')).toContain('is no date format')
  })
})

describe('a date whose form is not told', () => {
  it.each([
    [['2010-12-01 08:26:00'], '2010-12-01T08:26:00.000Z'],
    [['19970101'], '1997-01-01T00:00:00.000Z'],
    [['1298967960'], '2011-03-01T08:26:00.000Z'],
    [['1298967960123'], '2011-03-01T08:26:00.123Z'],
    [['1/2/2011 8:26', '13/2/2011 9:00'], '2011-02-01T08:26:00.000Z'],
    [['1/2/2011', '2/13/2011'], '2011-01-02T00:00:00.000Z'],
    [['1.2.2011'], '2011-02-01T00:00:00.000Z'],
    [['2011/2/1 8:26 PM'], '2011-02-01T20:26:00.000Z'],
    [['1 Feb 2011', 'rubbish'], '2011-02-01T00:00:00.000Z'],
  ])('%j: the first is %s', (samples, moment) => {
    expect(read('auto', 'UTC', samples[0] ?? '', samples)).toBe(moment)
  })
  it('is refused where day and month could change places', () => {
    expect(read('auto', 'UTC', '1/2/2011', ['1/2/2011', '3/4/2011'])).toBe(
      '"1/2/2011" may be MM/DD/YYYY or DD/MM/YYYY, and no other date in the file\'s beginning decides it: say --date-format.',
    )
  })
  it('is refused where it is no date', () => {
    expect(read('auto', 'UTC', '40513', ['40513'])).toBe(
      '"40513" is not a date that can be told without help: say --date-format, such as "MM/DD/YYYY HH:mm".',
    )
  })
})
