import XCTest
@testable import Kairos

/// Holds the client to `sdk/contract/calls.json`, as the other clients are.
final class CallsTests: XCTestCase {
    func testCallsBecomeTheSignalsOfTheContract() throws {
        let file = try JSONSerialization.jsonObject(with: Data(contentsOf: contract("calls.json"))) as! [String: Any]
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        // Nothing listens there: everything stays in the file.
        let kairos = Kairos(url: URL(string: "http://127.0.0.1:9")!, key: "kp_x", folder: folder)
        let anonymousId = kairos.customer
        let calls = file["calls"] as! [[String: Any]]
        for call in calls { perform(call, on: kairos) }
        _ = kairos.customer

        let text = try String(contentsOf: folder.appendingPathComponent("signals.ndjson"), encoding: .utf8)
        let profile = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent("profile.json")))
        let deviceId = (profile as! [String: Any])["deviceId"] as! String
        let made = try text.replacingOccurrences(of: anonymousId, with: "a-1")
            .replacingOccurrences(of: deviceId, with: "d-1").split(separator: "\n").map { line -> NSDictionary in
                var signal = try JSONSerialization.jsonObject(with: Data(line.utf8)) as! [String: Any]
                signal["id"] = nil
                signal["at"] = nil
                return signal as NSDictionary
            }
        XCTAssertEqual(made, calls.map { $0["signal"] as! NSDictionary })
    }

    func testWhatNeedsAPermissionWaitsAndAnOptOutDeletesIt() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let purposeOf = { (kind: String, _: [String: Any]) -> String? in kind == "location" ? "positions" : "analytics" }
        let kairos = Kairos(url: URL(string: "http://127.0.0.1:9")!, key: "kp_x", folder: folder, purposeOf: purposeOf)
        let signals = folder.appendingPathComponent("signals.ndjson")
        kairos.track("early")
        kairos.position(lat: 48.2, lon: 16.3)
        let asked = kairos.customer
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path), [])

        kairos.permit(["analytics": true, "positions": false])
        kairos.track("later")
        XCTAssertEqual(kairos.dropped, 1)
        XCTAssertEqual(try String(contentsOf: signals, encoding: .utf8).split(separator: "\n").count, 2)

        kairos.optOut()
        kairos.track("after")
        XCTAssertEqual(kairos.dropped, 4)
        XCTAssertEqual(try String(contentsOf: signals, encoding: .utf8), "")
        XCTAssertNotEqual(kairos.customer, asked)
    }

    func testAnswersAboutPositionsAreRead() throws {
        let file = try JSONSerialization.jsonObject(with: Data(contentsOf: contract("neighbourhoods.json"))) as! [String: Any]
        let vectors = file["vectors"] as! [[String: Any]]
        XCTAssertGreaterThan(vectors.count, 4)
        for vector in vectors {
            let answer = vector["answer"] as! [String: Any]
            let read = try JSONDecoder().decode(Neighbourhood.self, from: JSONSerialization.data(withJSONObject: answer))
            let again = try JSONSerialization.jsonObject(with: JSONEncoder().encode(read))
            XCTAssertEqual(again as! NSDictionary, answer as NSDictionary)
        }
    }

    private func contract(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("contract").appendingPathComponent(name)
    }

    private func perform(_ call: [String: Any], on kairos: Kairos) {
        let given = call["arguments"] as! [Any]
        let first = given[0] as? [String: Any] ?? [:]
        let second = given.count > 1 ? given[1] as? [String: Any] : nil
        switch call["call"] as! String {
        case "track": kairos.track(given[0] as! String, second)
        case "screen": kairos.screen(given[0] as! String, second ?? [:])
        case "position":
            kairos.position(lat: first["lat"] as! Double, lon: first["lon"] as! Double, accuracyMetres: first["accuracyMetres"] as? Double)
        case "device": kairos.device(first)
        case "identify": kairos.identify(given[0] as! String, traits: second ?? [:])
        case "cart": kairos.cart(first)
        case "consent":
            kairos.consent(channel: first["channel"] as! String, purpose: first["purpose"] as! String, granted: first["granted"] as! Bool)
        case "alias": kairos.alias(given[0] as! String)
        case let other: XCTFail("a call that this client does not know: \(other)")
        }
    }
}
