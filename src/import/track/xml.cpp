#include "import/track/xml.h"

#include <algorithm>
#include <cstring>

#include "import/decoded.h"
#include "import/track/decimal.h"

namespace genu {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Blanks and the byte order mark before the XML. Strava writes ten spaces before "<?xml", which XML forbids.
std::size_t bytes_before_xml(std::string_view bytes) {
  std::size_t at = bytes.substr(0, 3) == byte_order_mark ? 3 : 0;
  while (at < bytes.size() && std::strchr(" \t\r\n", bytes[at]) != nullptr && bytes[at] != '\0') ++at;
  return at;
}

bool starts_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

std::string_view without_prefix(std::string_view name) { return name.substr(name.find(':') + 1); }

// Is an element's own content whole: its end there, or at least its start tag, when nothing has come behind it yet?
bool is_whole(std::string_view raw, std::string_view name, bool has_children) {
  if (raw.find("</" + std::string(name)) != std::string_view::npos) return true;
  return !has_children && raw.find('>') != std::string_view::npos;
}

// The innermost element before the damage may hold half a number: "51.4" of "51.47356".
void drop_unfinished(XmlFile& file, std::string_view bytes, std::size_t damage_at) {
  pugi::xml_node node = file.document.document_element();
  while (node) {
    pugi::xml_node inner;
    for (const pugi::xml_node child : node.children())
      if (child.type() == pugi::node_element) inner = child;
    if (!inner) break;
    node = inner;
  }
  if (!node || node == file.document.document_element()) return;
  const std::size_t from = std::min(file.byte_of(node), bytes.size());
  const std::size_t to = std::clamp(damage_at + 1, from, bytes.size());
  const bool has_children = static_cast<bool>(node.first_child());
  if (!is_whole(bytes.substr(from, to - from), node.name(), has_children)) node.parent().remove_child(node);
}

}  // namespace

std::size_t XmlFile::byte_of(pugi::xml_node node) const {
  const std::ptrdiff_t offset = node.offset_debug();
  return skipped + (offset > 0 ? static_cast<std::size_t>(offset) : 0);
}

bool is_xml_with_root(std::string_view first_bytes, std::string_view root) {
  std::string_view text = first_bytes.substr(bytes_before_xml(first_bytes));
  // Over the declaration, comments and a DTD to the first tag of an element.
  while (starts_with(text, "<?") || starts_with(text, "<!")) {
    const std::string_view end = starts_with(text, "<!--") ? "-->" : ">";
    std::size_t at = text.find(end);
    if (starts_with(text, "<!DOCTYPE") && text.substr(0, at).find('[') != std::string_view::npos) at = text.find("]>");
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + 1);
    const std::size_t next = text.find('<');
    if (next == std::string_view::npos) return false;
    text.remove_prefix(next);
  }
  if (!starts_with(text, "<")) return false;
  text.remove_prefix(1);
  return without_prefix(text.substr(0, text.find_first_of(" \t\r\n/>"))) == root;
}

Result<void> parse_xml(std::string_view bytes, std::string_view root, XmlFile& file) {
  if (bytes.size() > largest_activity_bytes)
    return fail(ErrorCode::too_large, "the file is larger than " + std::to_string(largest_activity_bytes >> 20) +
                                          " MB, the most that is read");
  file.skipped = bytes_before_xml(bytes);
  const std::string_view xml = bytes.substr(file.skipped);
  const pugi::xml_parse_result outcome = file.document.load_buffer(xml.data(), xml.size(), pugi::parse_default);
  if (outcome.status == pugi::status_out_of_memory) return fail(ErrorCode::too_large, "there is not enough memory");
  const pugi::xml_node element = file.document.document_element();
  if (!element || local_name(element) != root)
    return fail(ErrorCode::invalid_input, "this is no file with the root <" + std::string(root) + ">");
  if (outcome.status != pugi::status_ok) {
    const std::size_t damage_at = file.skipped + static_cast<std::size_t>(std::max<std::ptrdiff_t>(outcome.offset, 0));
    drop_unfinished(file, bytes, damage_at);
    file.damage = damage_at + 1 >= bytes.size()  // pugixml points at the last byte
                      ? "the file is cut short at byte " + std::to_string(bytes.size()) + "; what came before was kept"
                      : "the XML is broken at byte " + std::to_string(damage_at) + "; what came before was kept";
  }
  return {};
}

std::string_view local_name(pugi::xml_node node) { return without_prefix(node.name()); }

pugi::xml_node child_named(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

std::string text_of(pugi::xml_node node, std::string_view name, std::size_t letters) {
  return printable(child_named(node, name).text().get(), letters);
}

std::optional<double> number_in(std::string_view text, double least, double most, std::string_view what,
                                std::size_t byte, Troubles& troubles) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return std::nullopt;
  const std::optional<double> number = parse_decimal(text);
  if (number && *number >= least && *number <= most) return number;
  troubles.note(std::string(what) + (number ? " is not possible and was left out" : " cannot be read and was left out"),
                byte, text);
  return std::nullopt;
}

}  // namespace genu
