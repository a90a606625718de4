import Foundation

/// What the device knows of itself and its customer.
struct Profile: Codable {
    var anonymousId = UUID().uuidString.lowercased()
    var deviceId = UUID().uuidString.lowercased()
    var customer: String?
    /// The engine's clock minus the device's.
    var skewMillis: Int64 = 0

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
