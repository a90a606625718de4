import Foundation

/// A place around, as the circle that `CLLocationManager` watches.
public struct NeighbourPlace: Codable, Equatable {
    public let id: String
    public let lat: Double
    public let lon: Double
    public let radiusMetres: Double
    public let isInside: Bool
}

/// Beacons to listen for: all whose names begin so, such as `ibeacon:UUID:100`.
public struct NeighbourBeacons: Codable, Equatable {
    public let region: String
}

/// What the engine knows around a position. What is new in an answer is left.
public struct Neighbourhood: Codable, Equatable {
    /// As long as the device goes no further than this from the position that was asked about, nothing can happen.
    public let radiusMetres: Double
    /// After so many milliseconds it is to be asked again.
    public let validMs: Double
    /// The nearest first.
    public let places: [NeighbourPlace]
    public let beacons: [NeighbourBeacons]?
}
