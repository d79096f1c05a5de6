/**
 * Numbers that look random and are the same on every machine and every day: the generator sfc32 with a fixed start. Not
 * for secrets.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: number) {
    this.a = seed | 0
    this.b = 0x9e3779b9 | 0
    this.c = 0x243f6a88 | 0
    // The first numbers still show the seed.
    for (let i = 0; i < 12; i++) this.word()
  }

  /** 32 bits, as an unsigned number. */
  private word(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor((this.word() / 4_294_967_296) * count)
  }

  /** From `from` up to and including `to`, whole numbers. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1)
  }

  chance(perCent: number): boolean {
    return this.word() < perCent * 42_949_672.96
  }
}
