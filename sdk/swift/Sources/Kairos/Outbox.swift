import Foundation

/// The signals that the engine does not have yet, oldest first, in a file.
final class Outbox {
    private static let most = 2_000
    private static let batch = 100
    private let file: URL
    private var signals: [[String: Any]]

    init(file: URL) {
        self.file = file
        let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
        // A line that a kill cut short is none.
        signals = lines.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    }

    func add(_ signal: [String: Any]) {
        if signals.count >= Self.most {
            // The next position makes up for one that is dropped.
            let oldest = signals.firstIndex { $0["kind"] as? String == "location" }
                ?? signals.firstIndex { $0["kind"] as? String == "device" }
            guard let oldest else { return }
            signals.remove(at: oldest)
        }
        signals.append(signal)
        write()
    }

    func next() -> [[String: Any]] { Array(signals.prefix(Self.batch)) }

    func remove(_ batch: [[String: Any]]) {
        let ids = Set(batch.compactMap { $0["id"] as? String })
        signals.removeAll { ids.contains($0["id"] as? String ?? "") }
        write()
    }

    private func write() {
        let lines = signals.compactMap { try? JSONSerialization.data(withJSONObject: $0) }
        var data = Data()
        for line in lines {
            data.append(line)
            data.append(0x0A)
        }
        try? data.write(to: file, options: [.atomic])
    }
}
