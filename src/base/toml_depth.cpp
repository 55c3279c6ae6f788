// How deeply a TOML text nests. A scan of brackets and dots: whether the text is TOML at all is for
// the parser to say.
#include "toml_depth.h"

#include <algorithm>
#include <vector>

namespace steelyard {

namespace {

class DepthScan {
 public:
  explicit DepthScan(std::string_view text) : text_(text) {}

  std::optional<std::size_t> run() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      step();
      if (level() > deepest) return begin;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] int level() const { return header_ + enclosing_ + key_ + dots_; }

  void step() {
    const char c = text_[at_];
    if (c == '"' || c == '\'') {
      fresh_ = false;
      skip_string(c);
      return;
    }
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
    ++at_;
    if (c == '\n') {
      if (open_.empty()) start_line();
    } else if (c == '.') {
      ++dots_;
    } else if (c == '=') {
      key_ = dots_;
      dots_ = 0;
    } else if (c == ',') {
      key_ = dots_ = 0;
    } else if (c == '[' || c == '{') {
      open(c);
    } else if ((c == ']' || c == '}') && !open_.empty()) {
      enclosing_ -= open_.back();
      open_.pop_back();
      key_ = dots_ = 0;
    }
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') fresh_ = false;
  }

  // The dots of a header stay until the next header.
  void start_line() {
    if (in_header_) header_ = dots_;
    in_header_ = false;
    key_ = dots_ = 0;
    fresh_ = true;
  }

  void open(char bracket) {
    if (in_header_) return;
    if (fresh_ && bracket == '[' && open_.empty()) {
      in_header_ = true;
      header_ = 0;
      return;
    }
    open_.push_back(1 + key_);
    enclosing_ += open_.back();
    key_ = dots_ = 0;
  }

  // Past a string of any of the four kinds. One that is never closed is for the parser to tell.
  void skip_string(char quote) {
    const std::string_view rest = text_.substr(at_);
    const bool basic = quote == '"';
    const std::string_view three = basic ? R"(""")" : "'''";
    const bool many_lines = rest.starts_with(three);
    std::size_t at = many_lines ? 3 : 1;
    for (; at < rest.size(); ++at) {
      if (basic && rest[at] == '\\') {
        ++at;
      } else if (!many_lines && (rest[at] == quote || rest[at] == '\n')) {
        at += rest[at] == quote ? 1 : 0;
        break;
      } else if (many_lines && rest.substr(at).starts_with(three)) {
        at += 3;
        // One or two quotes may stand just before the closing ones.
        for (int i = 0; i < 2 && at < rest.size() && rest[at] == quote; ++i) ++at;
        break;
      }
    }
    at_ += std::min(at, rest.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<int> open_;  // levels that each open bracket added
  int header_ = 0, enclosing_ = 0, key_ = 0, dots_ = 0;
  bool fresh_ = true, in_header_ = false;  // nothing stands on this line yet; [it is a header]
};

}  // namespace

std::optional<std::size_t> too_deep(std::string_view text) {
  return DepthScan(text).run();
}

}  // namespace steelyard
