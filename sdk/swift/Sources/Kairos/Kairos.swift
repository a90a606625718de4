import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Tells an app's signals to the engine. No call throws or waits for the net: a signal is kept in a file and sent once.
public final class Kairos {
    public typealias Value = [String: Any]

    private let queue = DispatchQueue(label: "kairos")
    private let sender: Sender
    private let outbox: Outbox
    private let profileFile: URL
    private var profile: Profile
    private let onProblem: (String) -> Void
    private let purposeOf: ((_ kind: String, _ value: Value) -> String?)?
    private var unanswered = Unanswered()
    private var problems = Set<String>()
    private var droppedCount = 0

    /// Starts the client. `folder` is one of its own, in Application Support; the key is a publishable one.
    /// `purposeOf` says which purpose a signal needs, nil for none: without the customer's answer it waits in memory, and
    /// nothing is kept on the device. `onProblem` is called once for each kind of problem, on a queue of its own.
    public init(
        url: URL, key: String, folder: URL, session: URLSession = .shared,
        purposeOf: ((_ kind: String, _ value: Value) -> String?)? = nil, onProblem: @escaping (String) -> Void = { _ in }
    ) {
        self.onProblem = onProblem
        self.purposeOf = purposeOf
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        profileFile = folder.appendingPathComponent("profile.json")
        profile = Profile.read(profileFile)
        outbox = Outbox(file: folder.appendingPathComponent("signals.ndjson"))
        sender = Sender(url: url, key: key, session: session)
        storeProfile()
        queue.async { self.pump() }
    }

    /// The id that signals go by: the identified customer, or an anonymous one.
    public var customer: String { queue.sync { profile.customer ?? profile.anonymousId } }

    /// How many signals were dropped: there was no room, or the customer does not want them told.
    public var dropped: Int { queue.sync { droppedCount } }

    public func track(_ name: String, _ properties: Value? = nil) {
        var value: Value = ["name": name]
        if let properties { value["properties"] = properties }
        send(kind: "event", value: value)
    }

    public func screen(_ name: String, _ properties: Value = [:]) {
        track("screen", properties.merging(["name": name]) { _, own in own })
    }

    public func position(lat: Double, lon: Double, accuracyMetres: Double? = nil, more: Value = [:]) {
        var value = more.merging(["lat": lat, "lon": lon]) { _, own in own }
        if let accuracyMetres { value["accuracyMetres"] = accuracyMetres }
        sendOfDevice(kind: "location", value: value)
    }

    public func device(_ state: Value) { sendOfDevice(kind: "device", value: state) }

    /// Tells a beacon that is heard, by its name such as `ibeacon:UUID:100:7`, or is gone.
    public func beacon(_ name: String, rssi: Int? = nil, isGone: Bool = false) {
        var value: Value = ["beacon": name]
        if let rssi { value["rssi"] = rssi }
        if isGone { value["gone"] = true }
        sendOfDevice(kind: "beacon", value: value)
    }

    public func cart(_ cart: Value) { send(kind: "cart", value: cart) }

    public func consent(channel: String, purpose: String, granted: Bool) {
        send(kind: "consent", value: ["channel": channel, "purpose": purpose, "granted": granted])
    }

    public func alias(_ previousId: String) { send(kind: "alias", value: ["previousId": previousId]) }

    /// Says who the customer is; what was told before as an anonymous one is theirs.
    public func identify(_ customer: String, traits: Value = [:]) {
        queue.async {
            if self.profile.isOptedOut == true { return self.droppedCount += 1 }
            if let known = self.profile.customer, known != customer { self.profile.forgetCustomer() }
            let isNew = self.profile.customer == nil
            self.profile.customer = customer
            self.storeProfile()
            let value: Value = isNew ? ["traits": traits, "anonymousId": self.profile.anonymousId] : ["traits": traits]
            self.take(kind: "identify", value: value, at: Date())
        }
    }

    /// Forgets the customer, at a sign-out. What waits is still sent.
    public func reset() {
        queue.async {
            self.profile.forgetCustomer()
            self.storeProfile()
        }
    }

    /// Remembers what the customer permits; what waited for it is kept and sent, or deleted.
    public func permit(_ purposes: [String: Bool]) {
        queue.async {
            self.profile.permits = (self.profile.permits ?? [:]).merging(purposes) { _, new in new }
            self.storeProfile()
            var kept: [Value] = []
            let forbidden = self.unanswered.settle(permits: self.profile.permits) { kept.append($0) }
            self.droppedCount += kept.reduce(forbidden) { dropped, signal in dropped + self.outbox.add(signal) }
            self.pump()
        }
    }

    /// Deletes what waits and every id, and takes nothing until `optIn`.
    public func optOut() {
        queue.async {
            self.profile = Profile()
            self.profile.isOptedOut = true
            self.storeProfile()
            self.droppedCount += self.unanswered.clear() + self.outbox.clear()
        }
    }

    public func optIn() {
        queue.async {
            self.profile.isOptedOut = nil
            self.storeProfile()
        }
    }

    /// Sends now, such as when the net is back or the app goes to the background.
    public func flush() {
        queue.async {
            self.sender.hurry()
            self.pump()
        }
    }

    /// Asks what is around a position: at most so many places and beacons together, of which iOS watches 20. Calls back on
    /// another queue; nil: the engine cannot be reached.
    public func neighbourhood(
        lat: Double, lon: Double, most: Int = 20, beacons: Bool = false, heard: @escaping (Neighbourhood?) -> Void
    ) {
        sender.ask(["lat": lat, "lon": lon, "most": most, "beacons": beacons], heard: heard)
    }

    public func send(kind: String, value: Value) {
        let at = Date()
        queue.async { self.take(kind: kind, value: value, at: at) }
    }

    private func sendOfDevice(kind: String, value: Value) {
        let at = Date()
        queue.async {
            self.take(kind: kind, value: value.merging(["deviceId": self.profile.deviceId]) { _, own in own }, at: at)
        }
    }

    private func take(kind: String, value: Value, at: Date) {
        let signal = signalOf(kind: kind, value: value, at: at)
        guard JSONSerialization.isValidJSONObject(signal) else { return tell("a signal of kind \(kind) is no JSON") }
        if profile.isOptedOut == true { return droppedCount += 1 }
        var kept: [Value] = []
        let forbidden = unanswered.ask(purposeOf?(kind, value), signal, permits: profile.permits) { kept.append($0) }
        droppedCount += kept.reduce(forbidden) { dropped, one in dropped + outbox.add(one) }
        pump()
    }

    /// Where permits are asked for, nothing is written before one was given.
    private func storeProfile() {
        if purposeOf == nil || profile.mayStore {
            Profile.write(profile, to: profileFile)
        } else {
            try? FileManager.default.removeItem(at: profileFile)
        }
    }

    private func signalOf(kind: String, value: Value, at: Date) -> Value {
        let millis = Int64(at.timeIntervalSince1970 * 1000) + profile.skewMillis
        let customer = profile.customer ?? profile.anonymousId
        return ["id": UUID().uuidString.lowercased(), "kind": kind, "customer": customer, "at": millis, "value": value]
    }

    private func pump() {
        let batch = outbox.next()
        guard !batch.isEmpty else { return }
        sender.post(batch, on: queue, done: { answer in
            if answer.isSettled { self.outbox.remove(batch) }
            if let problem = answer.problem { self.tell(problem) }
            guard let skewMillis = answer.skewMillis, abs(skewMillis - self.profile.skewMillis) > 2_000 else { return }
            self.profile.skewMillis = abs(skewMillis) > 2_000 ? skewMillis : 0
            self.storeProfile()
        }, again: { self.pump() })
    }

    private func tell(_ problem: String) {
        if problems.count < 100, problems.insert(problem).inserted { onProblem(problem) }
    }
}
