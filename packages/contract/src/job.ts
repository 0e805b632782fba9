import { z } from 'zod'

/** What takes longer than an answer may is begun, and then looked at until it is over. */
export const JobBegun = z.object({ jobId: z.string() })

export const JobParams = z.object({ jobId: z.uuid() })

export const jobWith = <const Report extends z.ZodType>(report: Report) =>
  z.object({
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    /** Of one that is done. */
    report: report.nullable(),
    /** Of one that failed. */
    error: z.string().nullable(),
  })

export type Job<Report> = z.infer<ReturnType<typeof jobWith<z.ZodType<Report>>>>
