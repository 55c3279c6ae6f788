// A PDF taken apart with qpdf: its objects as JSON, its content streams as tokens.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/run.h"

namespace pdf {

using Json = nlohmann::json;

inline std::string from_base64(const std::string& text) {
  std::string bytes;
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    const auto at =
        std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            .find(c);
    if (at == std::string_view::npos) continue;
    bits = bits << 6U | static_cast<unsigned>(at);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xFFU);
    }
  }
  return bytes;
}

class Reader {
 public:
  explicit Reader(const std::string& bytes) {
    const run::TemporaryFile file(bytes, "pdf");
    const Json all = Json::parse(run::tool(
        "qpdf", "--json=2 --json-stream-data=inline --decode-level=generalized " + file.path(),
        "qpdf"));
    objects_ = all.at("qpdf").at(1);
  }

  // What stands at a key, with references followed; null if nothing does.
  [[nodiscard]] Json at(const Json& object, const std::string& key) const {
    const Json dictionary = resolved(object);
    return dictionary.is_object() && dictionary.contains(key) ? resolved(dictionary[key]) : Json();
  }
  [[nodiscard]] Json resolved(const Json& value) const {
    if (!is_reference(value)) return value;
    const Json& object = objects_.at("obj:" + value.get<std::string>());
    return object.contains("stream") ? object["stream"]["dict"] : object["value"];
  }
  [[nodiscard]] static bool is_reference(const Json& value) {
    return value.is_string() && value.get<std::string>().ends_with(" R") &&
           value.get<std::string>().find(' ') != std::string::npos &&
           !value.get<std::string>().starts_with("u:");
  }
  // The unpacked bytes of a stream.
  [[nodiscard]] std::string data(const Json& reference) const {
    return from_base64(objects_.at("obj:" + reference.get<std::string>()).at("stream").at("data"));
  }
  [[nodiscard]] Json catalog() const { return at(objects_.at("trailer").at("value"), "/Root"); }
  [[nodiscard]] Json info() const { return at(objects_.at("trailer").at("value"), "/Info"); }
  // References of the pages, in order.
  [[nodiscard]] std::vector<Json> pages() const {
    std::vector<Json> found;
    for (const Json& page : at(at(catalog(), "/Pages"), "/Kids")) found.push_back(page);
    return found;
  }
  // The leaves of a name or number tree of one level: key, value, key, value.
  [[nodiscard]] std::vector<Json> leaves(const Json& tree, const std::string& kind) const {
    std::vector<Json> found;
    for (const Json& leaf : at(tree, "/Kids"))
      for (const Json& entry : at(leaf, kind)) found.push_back(entry);
    return found;
  }

 private:
  Json objects_;
};

struct Token {
  enum class Kind { number, name, string, bracket, word } kind;
  std::string text;  // of a string: its bytes
};

// Tokens of a content stream or CMap.
inline std::vector<Token> tokens(std::string_view s) {
  const std::string_view space = " \t\r\n\f", delimiters = "()<>[]{}/% \t\r\n\f";
  std::vector<Token> found;
  for (std::size_t i = 0; i < s.size();) {
    if (space.find(s[i]) != std::string_view::npos) {
      ++i;
    } else if (s[i] == '(') {
      std::string bytes;
      int depth = 1;
      for (++i; i < s.size(); ++i) {
        if (s[i] == '\\') {
          ++i;
          bytes += s[i] == 'r' ? '\r' : s[i];
          continue;
        }
        depth += s[i] == '(' ? 1 : s[i] == ')' ? -1 : 0;
        if (depth == 0) break;
        bytes += s[i];
      }
      ++i;
      found.push_back({Token::Kind::string, bytes});
    } else if (s.substr(i, 2) == "<<" || s.substr(i, 2) == ">>") {
      found.push_back({Token::Kind::bracket, std::string(s.substr(i, 2))});
      i += 2;
    } else if (s[i] == '<') {
      const std::size_t end = s.find('>', i);
      found.push_back({Token::Kind::string, std::string(s.substr(i + 1, end - i - 1))});
      i = end + 1;
    } else if (s[i] == '[' || s[i] == ']') {
      found.push_back({Token::Kind::bracket, std::string(1, s[i++])});
    } else {
      const std::size_t begin = i++;
      while (i < s.size() && delimiters.find(s[i]) == std::string_view::npos) ++i;
      const std::string text(s.substr(begin, i - begin));
      const bool number = std::string_view("+-.0123456789").find(text[0]) != std::string_view::npos;
      found.push_back({text[0] == '/' ? Token::Kind::name
                       : number       ? Token::Kind::number
                                      : Token::Kind::word,
                       text});
    }
  }
  return found;
}

}  // namespace pdf
