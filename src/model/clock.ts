/** Who tells the time; pure rooms are told `now` as an argument instead. */
export type Clock = () => Date;
