import Foundation

/// The signals that the engine does not have yet, oldest first, in a file: one on each line.
final class Outbox {
    private static let most = 2_000
    private static let batch = 100
    private let file: URL
    private var signals: [[String: Any]]

    init(file: URL) {
        self.file = file
        let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
        // A line that a kill cut short is none.
        signals = lines.compactMap { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any] }
        // The next line must not begin in the middle of one that was cut short.
        if !lines.isEmpty { write() }
    }

    /// Keeps a signal. Returns how many were dropped for it, itself included where nothing else may be.
    func add(_ signal: [String: Any]) -> Int {
        guard signals.count >= Self.most else {
            signals.append(signal)
            append(signal)
            return 0
        }
        // Of the least dear the oldest.
        let least = signals.map(Self.rank).min() ?? 3
        guard least < 3, least <= Self.rank(signal), let victim = signals.firstIndex(where: { Self.rank($0) == least }) else {
            return 1
        }
        signals.remove(at: victim)
        signals.append(signal)
        write()
        return 1
    }

    func next() -> [[String: Any]] { Array(signals.prefix(Self.batch)) }

    func remove(_ batch: [[String: Any]]) {
        let ids = Set(batch.compactMap { $0["id"] as? String })
        signals.removeAll { ids.contains($0["id"] as? String ?? "") }
        write()
    }

    /// Deletes all that waits. Returns how many.
    func clear() -> Int {
        let count = signals.count
        signals = []
        write()
        return count
    }

    /// What is dropped first: positions 0, states of the device 1, the rest 2; consents, ids, traits, carts and orders never.
    private static func rank(_ signal: [String: Any]) -> Int {
        switch signal["kind"] as? String {
        case "location", "beacon": return 0
        case "device": return 1
        case "event":
            let name = (signal["value"] as? [String: Any])?["name"] as? String ?? ""
            return name.range(of: "order|purchase|checkout|payment", options: [.regularExpression, .caseInsensitive]) == nil ? 2 : 3
        default: return 3
        }
    }

    private func append(_ signal: [String: Any]) {
        do {
            let handle = try FileHandle(forWritingTo: file)
            defer { try? handle.close() }
            _ = try handle.seekToEnd()
            try handle.write(contentsOf: Self.line(signal))
        } catch {
            // There is no file yet, or it has no room.
            write()
        }
    }

    private func write() {
        var data = Data()
        for signal in signals { data.append(Self.line(signal)) }
        try? data.write(to: file, options: [.atomic])
    }

    private static func line(_ signal: [String: Any]) -> Data {
        guard var data = try? JSONSerialization.data(withJSONObject: signal) else { return Data() }
        data.append(0x0A)
        return data
    }
}
