/// The signals that wait in memory for the customer's answer, oldest first.
struct Unanswered {
    private static let most = 500
    private var signals: [(purpose: String, signal: [String: Any])] = []

    /// Passes a signal on, or has it wait. Returns how many were dropped: what is forbidden, and the oldest of too many.
    mutating func ask(
        _ purpose: String?, _ signal: [String: Any], permits: [String: Bool]?, pass: ([String: Any]) -> Void
    ) -> Int {
        guard let purpose else {
            pass(signal)
            return 0
        }
        if let isPermitted = permits?[purpose] {
            if isPermitted { pass(signal) }
            return isPermitted ? 0 : 1
        }
        signals.append((purpose, signal))
        guard signals.count > Self.most else { return 0 }
        signals.removeFirst()
        return 1
    }

    /// Passes on what is permitted now. Returns how many are forbidden.
    mutating func settle(permits: [String: Bool]?, pass: ([String: Any]) -> Void) -> Int {
        let all = signals
        signals = []
        var dropped = 0
        for (purpose, signal) in all { dropped += ask(purpose, signal, permits: permits, pass: pass) }
        return dropped
    }

    /// Deletes all. Returns how many.
    mutating func clear() -> Int {
        let count = signals.count
        signals = []
        return count
    }
}
