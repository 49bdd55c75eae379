/** Stands for the operator where the one who issued a passcode is noted: the id of no person. */
export const operatorId = '00000000-0000-0000-0000-000000000000';
