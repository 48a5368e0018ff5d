import { IsLine } from '../fields.ts';

export class RefundRequest {
  /** By what the clinic finds it again, such as the number of a transfer. */
  @IsLine(100)
  reference!: string;
}
