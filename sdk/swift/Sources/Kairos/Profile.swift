import Foundation

/// What the device knows of itself, its customer and what they permit.
struct Profile: Codable {
    var anonymousId = UUID().uuidString.lowercased()
    var deviceId = UUID().uuidString.lowercased()
    var customer: String?
    /// The engine's clock minus the device's.
    var skewMillis: Int64 = 0
    /// By purpose, what the customer answered. Absent in files of earlier releases.
    var permits: [String: Bool]?
    var isOptedOut: Bool?

    /// Whether anything may be kept on a device where permits are asked for.
    var mayStore: Bool { isOptedOut == true || permits?.values.contains(true) == true }

    mutating func forgetCustomer() {
        customer = nil
        anonymousId = UUID().uuidString.lowercased()
    }

    static func read(_ file: URL) -> Profile {
        guard let data = try? Data(contentsOf: file) else { return Profile() }
        return (try? JSONDecoder().decode(Profile.self, from: data)) ?? Profile()
    }

    static func write(_ profile: Profile, to file: URL) {
        try? JSONEncoder().encode(profile).write(to: file, options: .atomic)
    }
}
