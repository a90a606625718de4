package kairos

/** The signals that wait in memory for the customer's answer, oldest first. */
internal class Unanswered(private val profile: Profile, private val pass: (Waiting) -> Unit) {
    private val signals = ArrayList<Pair<String, Waiting>>()

    /** Passes a signal on, or has it wait. Returns how many were dropped: what is forbidden, and the oldest of too many. */
    fun ask(purpose: String?, signal: Waiting): Int {
        val isPermitted = if (purpose == null) true else profile.permits(purpose)
        if (isPermitted == true) pass(signal)
        if (isPermitted != null) return if (isPermitted) 0 else 1
        signals.add(purpose!! to signal)
        if (signals.size <= MOST) return 0
        signals.removeAt(0)
        return 1
    }

    /** Passes on what is permitted now. Returns how many are forbidden. */
    fun settle(): Int {
        val all = ArrayList(signals)
        signals.clear()
        return all.sumBy { (purpose, signal) -> ask(purpose, signal) }
    }

    /** Deletes all. Returns how many. */
    fun clear(): Int = signals.size.also { signals.clear() }

    private companion object {
        const val MOST = 500
    }
}
