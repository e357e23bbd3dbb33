export { NoticeBook } from "./notice-book.js"
