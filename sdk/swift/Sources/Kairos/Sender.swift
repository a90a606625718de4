import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Posts batches to the engine, one at a time, and waits longer after each failure.
final class Sender {
    /// What the engine said of a batch.
    struct Answer {
        let isSettled: Bool
        let skewMillis: Int64?
        /// What is wrong that no waiting mends.
        let problem: String?
    }

    private let engine: URL
    private let key: String
    private let session: URLSession
    private var isPosting = false
    private var failures = 0
    private var nextAt = Date.distantPast

    init(url: URL, key: String, session: URLSession) {
        engine = url
        self.key = key
        self.session = session
    }

    /// The next batch need not wait.
    func hurry() { nextAt = .distantPast }

    /// Calls back on the queue when the engine has answered, and `again` when it is time for the next try.
    func post(
        _ batch: [[String: Any]], on queue: DispatchQueue, done: @escaping (Answer) -> Void, again: @escaping () -> Void
    ) {
        guard !isPosting, Date() >= nextAt else { return }
        guard let request = request("v1/signals", body: ["signals": batch]) else { return }
        isPosting = true
        let sentAt = Date()
        session.dataTask(with: request) { data, response, _ in
            let heardAt = Date()
            queue.async {
                let answer = Self.read(data, response as? HTTPURLResponse, sentAt: sentAt, heardAt: heardAt)
                self.isPosting = false
                self.failures = answer.isSettled ? 0 : min(self.failures + 1, 8)
                let wait = answer.isSettled ? 0 : Double.random(in: 0.5...1) * min(60, pow(2, Double(self.failures)))
                self.nextAt = Date(timeIntervalSinceNow: wait)
                done(answer)
                queue.asyncAfter(deadline: .now() + wait) {
                    self.hurry()
                    again()
                }
            }
        }.resume()
    }

    /// Asks what is around a position. Calls back on a thread of the session; nil: the engine cannot be reached.
    func ask(_ question: [String: Any], heard: @escaping (Neighbourhood?) -> Void) {
        guard let request = request("v1/neighbourhood", body: question) else { return heard(nil) }
        session.dataTask(with: request) { data, _, _ in
            heard(data.flatMap { try? JSONDecoder().decode(Neighbourhood.self, from: $0) })
        }.resume()
    }

    private func request(_ path: String, body: [String: Any]) -> URLRequest? {
        guard let data = try? JSONSerialization.data(withJSONObject: body) else { return nil }
        var request = URLRequest(url: engine.appendingPathComponent(path), timeoutInterval: 30)
        request.httpMethod = "POST"
        request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = data
        return request
    }

    private static func read(_ data: Data?, _ answer: HTTPURLResponse?, sentAt: Date, heardAt: Date) -> Answer {
        let isEngine = data.flatMap { try? JSONSerialization.jsonObject(with: $0) } is [String: Any]
        let status = answer?.statusCode ?? 0
        // 400 and 413 say that these signals will never be taken; anything else may be better later.
        let isSettled = isEngine && (status == 200 || status == 400 || status == 413)
        var problem: String?
        if status == 401 || status == 403 {
            problem = "the engine refuses the key (HTTP \(status))"
        } else if status != 0 && !isEngine {
            problem = "something else is where the engine should be (HTTP \(status))"
        } else if isSettled && status != 200 {
            problem = "the engine refuses signals (HTTP \(status))"
        }
        var skewMillis: Int64?
        if let text = answer?.value(forHTTPHeaderField: "kairos-now"), let clock = Double(text) {
            let middle = (sentAt.timeIntervalSince1970 + heardAt.timeIntervalSince1970) / 2
            skewMillis = Int64(clock - middle * 1000)
        }
        return Answer(isSettled: isSettled, skewMillis: skewMillis, problem: problem)
    }
}
