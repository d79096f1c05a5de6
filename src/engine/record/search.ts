/**
 * Questions that are being answered. Rules may call one another in a circle: a question that leads back to itself is
 * answered by "no" within its own search, and nothing that was found on such an assumption is remembered.
 */
export class Search {
  private readonly open = new Set<string | number>()
  private readonly assumed = new Set<string | number>()

  /** False: it is being asked already, and "no" is assumed. */
  begin(question: string | number): boolean {
    if (this.open.has(question)) {
      this.assumed.add(question)
      return false
    }
    this.open.add(question)
    return true
  }

  /** May what was found be remembered? */
  end(question: string | number): boolean {
    this.open.delete(question)
    this.assumed.delete(question)
    return this.assumed.size === 0
  }
}
