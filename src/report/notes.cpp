// CommonMark to blocks. The only file that includes md4c.
#include "report/notes.h"

#include <md4c.h>

#include <algorithm>

#include "steelyard/base/error.h"

namespace steelyard {

namespace {

// Follows md4c's events and builds blocks.
class Builder {
 public:
  explicit Builder(int top_level) : top_level_(top_level) {}

  void enter_block(MD_BLOCKTYPE type, void* detail) {
    if (type == MD_BLOCK_H)
      level_ = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
      flush_item();
      if (depth_++ == 0) list_ = List{type == MD_BLOCK_OL, {}};
    }
    if (type == MD_BLOCK_LI) flush_item();
    if (type == MD_BLOCK_QUOTE) ++quote_;
  }

  void leave_block(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_H && !runs_.empty()) {
      if (first_level_ == 0) first_level_ = level_;
      const int wanted = top_level_ + std::max(0, level_ - first_level_);
      // A level may not be skipped on the way down.
      last_level_ = std::min(wanted, last_level_ == 0 ? top_level_ : last_level_ + 1);
      blocks.push_back({Heading{last_level_, take()}});
    }
    if ((type == MD_BLOCK_P || type == MD_BLOCK_CODE || type == MD_BLOCK_HTML) && depth_ == 0 &&
        !runs_.empty())
      blocks.push_back({Paragraph{take(), quote_ > 0 ? ParagraphRole::note : ParagraphRole::body}});
    if (type == MD_BLOCK_LI) flush_item();
    if ((type == MD_BLOCK_UL || type == MD_BLOCK_OL) && --depth_ == 0)
      blocks.push_back({std::move(list_)});
    if (type == MD_BLOCK_QUOTE) --quote_;
  }

  void enter_span(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_STRONG) face_ = Face::bold;
    if (type == MD_SPAN_EM) face_ = Face::italic;
    if (type == MD_SPAN_A) {
      const MD_ATTRIBUTE& href = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
      link_.assign(href.text, href.size);
    }
  }

  void leave_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_STRONG || type == MD_SPAN_EM) face_ = Face::regular;
    if (type == MD_SPAN_A) link_.clear();
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) text = " ";
    if (!runs_.empty() && runs_.back().face == face_ && runs_.back().link == link_)
      runs_.back().text += text;
    else
      runs_.push_back({std::string(text), face_, Tone::normal, link_});
  }

  std::vector<Block> blocks;

 private:
  Runs take() {
    Runs taken = std::move(runs_);
    runs_.clear();
    return taken;
  }
  void flush_item() {
    if (depth_ > 0 && !runs_.empty()) list_.items.push_back(take());
  }

  int top_level_;
  int level_ = 1, first_level_ = 0, last_level_ = 0, depth_ = 0, quote_ = 0;
  Face face_ = Face::regular;
  std::string link_;
  Runs runs_;
  List list_;
};

Builder& builder(void* user) { return *static_cast<Builder*>(user); }

}  // namespace

std::vector<Block> blocks_from_markdown(const std::string& markdown, int top_level) {
  Builder state(top_level);
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEURLAUTOLINKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    builder(user).enter_block(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
    builder(user).leave_block(type);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    builder(user).enter_span(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    builder(user).leave_span(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    builder(user).text(type, {text, size});
    return 0;
  };
  if (md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &state) != 0)
    throw Error(Exit::data, "notes.md: this cannot be read as CommonMark");
  return std::move(state.blocks);
}

}  // namespace steelyard
