let chosen: string | undefined

/** The reader's own choice of how numbers and dates are written; `null`: as the browser does. */
export const setLocale = (locale: string | null) => {
  chosen = locale ?? undefined
}

export const chosenLocale = () => chosen
