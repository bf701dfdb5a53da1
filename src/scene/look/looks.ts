/** How episodes look: as their scene says, or with everything that physics does not see varied. */
export const LOOKS = ['easy', 'varied'] as const;

export type Look = (typeof LOOKS)[number];
