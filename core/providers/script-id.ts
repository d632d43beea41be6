/** What a scripted provider's id begins with; the script's name follows. */
export const SCRIPT_ID_PREFIX = 'script:';
